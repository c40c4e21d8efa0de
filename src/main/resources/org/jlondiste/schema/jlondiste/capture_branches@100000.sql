-- The commands for one operation, one branch for each event table of the queue.
create or replace function jlondiste.capture_branches(
  i_queue_id int4, i_relation oid, i_table_name text, i_operation text, i_form text)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_queue record;
  v_source text := '';
  v_command text;
  v_commands text[];
  v_start text;
begin
  select q.queue_ntables, q.queue_data_pfx into v_queue from pgq.queue q where q.queue_id = i_queue_id;
  -- they differ in the event table alone
  v_commands := array(
    select c
    from jlondiste.capture_commands(i_queue_id, i_relation, i_table_name, i_operation, 0, i_form, 'capture.v_wal') c);
  v_start := jlondiste.capture_event_table(v_queue.queue_data_pfx, 0);
  for i in 0 .. v_queue.queue_ntables - 1 loop
    v_source := v_source || case when i = 0 then '
    if' else '
    elsif' end || ' v_current = ' || i || ' then';
    foreach v_command in array v_commands loop
      v_source := v_source || '
      insert into ' || jlondiste.capture_event_table(v_queue.queue_data_pfx, i)
        || substr(v_command, length('insert into ' || v_start) + 1) || ';';
    end loop;
  end loop;
  return v_source || '
    end if;';
end;
$$;
