-- Tells all nodes behind the root to stop a table, at this point of the queue.
--   i_queue_name: the set
--   i_table_name: the table's name in the set
--   i_problem: in the operator's words
--   i_columns: see jlondiste.stop_table
create or replace function jlondiste.tell_to_stop(
  i_queue_name text, i_table_name text, i_problem text, i_columns text[])
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  if not exists (select 1 from pgq_node.node_info n where n.queue_name = i_queue_name and n.node_type = 'root') then
    return;
  end if;
  -- a script of its own name each time; nodes without our schema leave it out
  perform pgq.insert_event(
    i_queue_name,
    'EXECUTE',
    'select jlondiste.stop_table(' || quote_literal(i_queue_name) || ', ' || quote_literal(i_table_name) || ', '
      || quote_literal(i_problem) || ', ' || coalesce(quote_literal(i_columns::text), 'null') || ')',
    'stop ' || i_table_name || ' ' || to_char(clock_timestamp(), 'YYYYMMDD-HH24MISS-US'),
    'need-schema=jlondiste',
    null,
    null);
  raise warning 'Table %: %', i_table_name, i_problem;
end;
$$;
