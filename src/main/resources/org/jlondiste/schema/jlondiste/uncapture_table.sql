-- Takes all triggers of a queue off a table, with the function that they ran.
--   i_queue_name: the queue
--   i_dest_table: the table's name here
create or replace function jlondiste.uncapture_table(i_queue_name text, i_dest_table text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_relation oid;
  v_trigger record;
begin
  v_relation := coalesce(
    londiste.find_rel_oid(i_dest_table, 'r'), londiste.find_rel_oid(i_dest_table, 'p'));
  if v_relation is null then
    return;
  end if;
  for v_trigger in
    select t.tgname
    from pg_trigger t
    join pg_proc p on p.oid = t.tgfoid
    join pg_namespace n on n.oid = p.pronamespace
    where t.tgrelid = v_relation
      and n.nspname = 'jlondiste'
      and t.tgname in (
        select jlondiste.trigger_name(i_queue_name, e.ending)
        from (values (''), ('_begins'), ('_insert'), ('_update'), ('_delete'), ('_truncate')) as e (ending))
  loop
    execute 'drop trigger ' || quote_ident(v_trigger.tgname) || ' on ' || londiste.quote_fqname(i_dest_table);
  end loop;
  execute 'drop function if exists jlondiste.' || quote_ident(
    'capture_' || (select q.queue_id from pgq.queue q where q.queue_name = i_queue_name) || '_' || v_relation) || '()';
end;
$$;
