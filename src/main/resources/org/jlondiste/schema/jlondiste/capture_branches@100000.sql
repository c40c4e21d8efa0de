-- The commands for one operation, one branch for each event table of the queue.
create or replace function jlondiste.capture_branches(
  i_queue_id int4, i_relation oid, i_table_name text, i_operation text, i_form text)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_tables int4;
  v_source text := '';
  v_command text;
begin
  select q.queue_ntables into v_tables from pgq.queue q where q.queue_id = i_queue_id;
  for i in 0 .. v_tables - 1 loop
    v_source := v_source || case when i = 0 then '
    if' else '
    elsif' end || ' v_current = ' || i || ' then';
    for v_command in
      select c
      from jlondiste.capture_commands(i_queue_id, i_relation, i_table_name, i_operation, i, i_form, 'capture.v_wal') c
    loop
      v_source := v_source || '
      ' || v_command || ';';
    end loop;
  end loop;
  return v_source || '
    end if;';
end;
$$;
