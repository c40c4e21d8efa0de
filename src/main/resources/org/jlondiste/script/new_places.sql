-- Tables that have another name now than the node has noted.
--   queue: the set
--   tables, oids: the tables by their names in the set, and their numbers
select t.table_name, n.nspname || '.' || c.relname as place
from generate_series(1, array_upper(:oids::text[], 1)) as i
join pg_catalog.pg_class c on c.oid = ((:oids::text[])[i])::oid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join londiste.table_info t on t.queue_name = :queue and t.table_name = (:tables::text[])[i]
where n.nspname || '.' || c.relname <> coalesce(t.dest_table, t.table_name)
