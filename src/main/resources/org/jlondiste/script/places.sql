-- The tables that the node replicates, and where they are.
--   queue: the set
select t.table_name, c.oid::int8 as oid
from londiste.table_info t
join pg_catalog.pg_namespace n on n.nspname = split_part(coalesce(t.dest_table, t.table_name), '.', 1)
join pg_catalog.pg_class c
    on c.relnamespace = n.oid
    and n.nspname || '.' || c.relname = coalesce(t.dest_table, t.table_name)
where t.queue_name = :queue and t.local
