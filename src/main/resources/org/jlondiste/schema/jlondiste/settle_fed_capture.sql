-- On the root of a queue that leafs of the same database feed, what their workers write must be captured,
-- too; anywhere else what workers write must not be. Answers how many triggers had to be altered.
--   i_queue_name: the queue
create or replace function jlondiste.settle_fed_capture(i_queue_name text)
returns int4
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_fed bool := jlondiste.is_fed(i_queue_name);
  v_trigger record;
  v_count int4 := 0;
begin
  for v_trigger in
    select t.tgname, t.tgrelid
    from pg_trigger t
    where t.oid in (
      select u.trigger_id from jlondiste.unsettled_capture(i_queue_name, case when v_fed then 'A' else 'O' end) u)
  loop
    execute 'alter table ' || v_trigger.tgrelid::regclass || ' enable ' || case when v_fed then 'always ' else '' end
      || 'trigger ' || quote_ident(v_trigger.tgname);
    v_count := v_count + 1;
  end loop;
  return v_count;
end;
$$;

-- The triggers that capture changes for a queue and fire at other times than they should; those that
-- somebody disabled are not among them.
--   i_queue_name: the queue
--   i_wanted: pg_trigger.tgenabled of the others
create or replace function jlondiste.unsettled_capture(i_queue_name text, i_wanted text, out trigger_id oid)
returns setof oid
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_names text[] := array(
    select jlondiste.trigger_name(i_queue_name, e.ending)
    from (values (''), ('_begins'), ('_ends'), ('_insert'), ('_update'), ('_delete'), ('_truncate'), ('_truncates'),
      ('_truncated')) as e (ending));
begin
  return query
    select t.oid
    from pg_trigger t
    join pg_proc p on p.oid = t.tgfoid
    join pg_namespace n on n.oid = p.pronamespace
    where t.tgenabled in ('O', 'A')
      and t.tgenabled::text <> i_wanted
      and t.tgname::text = any (v_names)
      and n.nspname in ('jlondiste', 'pgq')
      and p.proname <> 'deny_change';
end;
$$;
