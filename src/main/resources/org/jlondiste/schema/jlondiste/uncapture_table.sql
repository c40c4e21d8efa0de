-- Takes all triggers of a queue off a table and its partitions, with the function that they ran.
--   i_queue_name: the queue
--   i_dest_table: the table's name here
create or replace function jlondiste.uncapture_table(i_queue_name text, i_dest_table text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_relation oid := londiste.find_rel_oid(i_dest_table, 'r');
  v_function text;
  v_oid oid;
  v_relations oid[];
  v_trigger record;
begin
  if v_relation is null then
    return;
  end if;
  v_function := 'capture_' || (select q.queue_id from pgq.queue q where q.queue_name = i_queue_name)
    || '_' || v_relation;
  select p.oid into v_oid
  from pg_proc p
  join pg_namespace n on n.oid = p.pronamespace
  where n.nspname = 'jlondiste' and p.proname = v_function;
  -- found by what the catalog has an index for: pg_trigger is large where many tables are captured
  select array(select r.relation from jlondiste.capture_relations(v_relation) r) into v_relations;
  if v_oid is null and not exists (
    select 1 from pg_trigger t where t.tgrelid = any (v_relations) and t.tgname like E'\\_londiste\\_%')
  then
    return;
  end if;
  loop
    -- one by one, the table's own first: those of partitions go with it
    select t.tgname, t.tgrelid, t.tgfoid, p.proname into v_trigger
    from pg_trigger t
    join pg_proc p on p.oid = t.tgfoid
    join pg_namespace n on n.oid = p.pronamespace
    where t.oid = any (array(
      select d.objid
      from pg_depend d
      where d.refclassid = 'pg_proc'::regclass and d.refobjid = v_oid and d.classid = 'pg_trigger'::regclass
      union all
      select o.oid
      from pg_trigger o
      join pg_proc f on f.oid = o.tgfoid
      join pg_namespace s on s.oid = f.pronamespace
      where o.tgrelid = any (v_relations)
        and s.nspname = 'jlondiste'
        and o.tgname in (
          select jlondiste.trigger_name(i_queue_name, e.ending)
          from (values (''), ('_begins'), ('_ends'), ('_insert'), ('_update'), ('_delete'), ('_truncate'),
            ('_truncates'), ('_truncated')) as e (ending))))
    order by t.tgrelid <> v_relation, t.tgname
    limit 1;
    exit when not found;
    execute 'drop trigger ' || quote_ident(v_trigger.tgname) || ' on ' || v_trigger.tgrelid::regclass;
    if v_trigger.proname ~ '^capture_[0-9]+_[0-9]+$'
        and not exists (
          select 1
          from pg_depend d
          where d.refclassid = 'pg_proc'::regclass and d.refobjid = v_trigger.tgfoid
            and d.classid = 'pg_trigger'::regclass) then
      execute 'drop function jlondiste.' || quote_ident(v_trigger.proname) || '()';
    end if;
  end loop;
end;
$$;
