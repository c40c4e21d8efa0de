-- Where a table that the node replicates is here.
--   queue, name: the table's name in the set
select coalesce(t.dest_table, t.table_name) as destination
from londiste.table_info t
where t.queue_name = :queue and t.table_name = :name and t.local
