-- Partitions that are no longer part of their table on the root, while their rows are still in the table of this node.
-- One that is no longer part of it here either took its rows along.
-- :queue  name of the set's queue
select k.table_name, k.partition_name
  from jlondiste.kept_partition k
  join londiste.table_info t on t.queue_name = k.queue_name and t.table_name = k.table_name
 where k.queue_name = :queue
   and t.local
   and t.merge_state is not null
   and (not k.was_here
        or exists (
               select 1
                 from jlondiste.capture_relations(
                          londiste.find_table_oid(coalesce(t.dest_table, t.table_name))) r
                 join pg_catalog.pg_class c on c.oid = r.relation
                 join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                where n.nspname || '.' || c.relname = k.partition_name))
 order by 1, 2
