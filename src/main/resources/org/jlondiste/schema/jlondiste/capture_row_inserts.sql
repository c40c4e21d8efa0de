-- The command that writes one event of one row, one branch for each event table of the queue.
--   i_queue_id: the queue
--   i_name, i_type, i_image, i_columns: expressions for the fields of the event
create or replace function jlondiste.capture_row_inserts(
  i_queue_id int4, i_name text, i_type text, i_image text, i_columns text)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_queue record;
  v_source text := '';
begin
  select q.* into v_queue from pgq.queue q where q.queue_id = i_queue_id;
  for i in 0 .. v_queue.queue_ntables - 1 loop
    v_source := v_source || case when i = 0 then '
    if' else '
    elsif' end || ' v_current = ' || i || ' then
      insert into ' || quote_ident(split_part(v_queue.queue_data_pfx, '.', 1)) || '.'
      || quote_ident(split_part(v_queue.queue_data_pfx, '.', 2) || '_' || i) || '
        (ev_id, ev_time, ev_type, ev_data, ev_extra1, ev_extra2, ev_extra3)
      values
        (' || case v_queue.queue_ev_id_source
          when 'wal' then 'jlondiste.wal_position()'
          else 'nextval(' || quote_literal(v_queue.queue_event_seq) || ')'
        end || ', now(), ' || i_type || ', ' || i_image || ', ' || i_name || ', ' || i_columns || ', v_key);';
  end loop;
  return v_source || '
    end if;';
end;
$$;
