-- Takes the capture triggers of a queue off a table, with the function that they ran.
--   i_queue_name: the queue
--   i_dest_table: the table's name here
create or replace function jlondiste.uncapture_table(i_queue_name text, i_dest_table text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set client_min_messages = warning
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
    select t.tgname, p.proname
    from pg_trigger t
    join pg_proc p on p.oid = t.tgfoid
    join pg_namespace n on n.oid = p.pronamespace
    where t.tgrelid = v_relation
      and n.nspname = 'jlondiste'
      and (p.proname like E'capture\\_%' or p.proname = 'statement_begins')
      and t.tgname in (
        select jlondiste.trigger_name(i_queue_name, e.ending)
        from (values (''), ('_begins'), ('_insert'), ('_update'), ('_delete'), ('_truncate')) as e (ending))
  loop
    execute 'drop trigger ' || quote_ident(v_trigger.tgname) || ' on ' || londiste.quote_fqname(i_dest_table);
    if v_trigger.proname ~ E'^capture_[0-9]+_[0-9]+$'
        and not exists (select 1 from pg_trigger t join pg_proc p on p.oid = t.tgfoid where p.proname = v_trigger.proname) then
      execute 'drop function jlondiste.' || quote_ident(v_trigger.proname) || '()';
    end if;
  end loop;
end;
$$;
