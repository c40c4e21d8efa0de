-- Notes that a partition is no longer part of a table on the root, while its rows are still on this node. Nothing
-- happens where the node does not replicate the table.
--   i_queue_name: the set
--   i_table_name: the table's name in the set
--   i_partition_name: the partition's name on the root, schema.name
create or replace function jlondiste.keep_partition(i_queue_name text, i_table_name text, i_partition_name text)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  delete from jlondiste.kept_partition
  where queue_name = i_queue_name and table_name = i_table_name and partition_name = i_partition_name;
  insert into jlondiste.kept_partition (queue_name, table_name, partition_name, was_here)
  select i_queue_name, i_table_name, i_partition_name, exists (
    select 1
    from jlondiste.capture_relations(londiste.find_table_oid(coalesce(t.dest_table, t.table_name))) r
    join pg_class c on c.oid = r.relation
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname || '.' || c.relname = i_partition_name)
  from londiste.table_info t
  where t.queue_name = i_queue_name and t.table_name = i_table_name and t.local and t.merge_state is not null;
end;
$$;
