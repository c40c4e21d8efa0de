-- A table's identity and estimated size; no row if there is no such table.
--   schema, table: its name
select c.oid::int8 as oid,
  c.relkind = 'p' as partitioned,
  greatest(c.reltuples, 0)::int8 as expected_rows,
  pg_catalog.pg_relation_size(c.oid)::int8 as expected_bytes
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where n.nspname = :schema and c.relname = :table and c.relkind in ('r', 'p')
