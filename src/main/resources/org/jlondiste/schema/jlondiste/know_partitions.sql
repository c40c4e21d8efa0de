-- Takes note of the names of a table's partitions; those that are gone stay noted.
--   i_queue_name: the queue
--   i_table_name: the table's name in the set
--   i_relation: the table
create or replace function jlondiste.know_partitions(i_queue_name text, i_table_name text, i_relation oid)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  delete from jlondiste.known_partition
  where queue_name = i_queue_name
    and table_name = i_table_name
    and relation in (select r.relation from jlondiste.capture_relations(i_relation) r);
  insert into jlondiste.known_partition (queue_name, table_name, relation, partition_name)
  select i_queue_name, i_table_name, c.oid, n.nspname || '.' || c.relname
  from jlondiste.capture_relations(i_relation) r
  join pg_class c on c.oid = r.relation
  join pg_namespace n on n.oid = c.relnamespace
  where r.has_rows and r.relation <> i_relation;
end;
$$;
