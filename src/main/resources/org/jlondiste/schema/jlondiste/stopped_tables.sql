-- The names of the tables of a set that stopped on this node, for whoever may ask for the tables of the set.
--   i_queue_name: the set
create or replace function jlondiste.stopped_tables(i_queue_name text) returns setof text
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
  select s.table_name from jlondiste.stopped_table s where s.queue_name = i_queue_name;
end;
$$;
