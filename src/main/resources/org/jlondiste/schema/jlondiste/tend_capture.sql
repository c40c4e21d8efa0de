-- Makes the capture of a queue's tables fit what the tables are now (columns, keys, partitions that
-- came), and sees to those that are gone. Where triggers have to come or go and the table stays in
-- use, that is left for the next call. Returns 0.
--   i_queue_name: the queue
create or replace function jlondiste.tend_capture(i_queue_name text)
returns int4
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_queue_id int4 := (select q.queue_id from pgq.queue q where q.queue_name = i_queue_name);
  v_function record;
  v_statement bool;
begin
  perform jlondiste.watch_capture(i_queue_name, false);
  -- servers before 9.3 have no tables whose triggers may change by themselves
  if current_setting('server_version_num')::int4 >= 90300 then
    perform set_config('lock_timeout', '500ms', true);
  end if;
  for v_function in
    select c.oid as relation, n.nspname || '.' || c.relname as dest_table, obj_description(p.oid, 'pg_proc') as table_name
    from pg_proc p
    join pg_namespace s on s.oid = p.pronamespace
    join pg_class c on p.proname = 'capture_' || v_queue_id || '_' || c.oid
    join pg_namespace n on n.oid = c.relnamespace
    where s.nspname = 'jlondiste'
      and p.proname like E'capture\\_' || v_queue_id || E'\\_%'
      and split_part(p.prosrc, E'\n', 1) <> ('-- fits ' || jlondiste.capture_fingerprint(v_queue_id, c.oid))
    order by c.oid
  loop
    v_statement := exists (
      select 1
      from pg_trigger t
      where t.tgrelid = v_function.relation and t.tgname = jlondiste.trigger_name(i_queue_name, '_insert'));
    begin
      if v_statement = (jlondiste.capture_kind(v_function.relation) = 'statement') then
        perform jlondiste.capture_triggers(i_queue_name, v_function.table_name, v_function.relation);
        perform jlondiste.capture_refresh(v_queue_id, v_function.relation, v_function.table_name, true);
      else
        perform jlondiste.capture_table(i_queue_name, v_function.table_name, v_function.dest_table);
      end if;
    exception
      when lock_not_available then
        if v_statement = (jlondiste.capture_kind(v_function.relation) = 'statement') then
          perform jlondiste.capture_refresh(v_queue_id, v_function.relation, v_function.table_name, false);
        end if;
    end;
  end loop;
  return 0;
end;
$$;
