-- The columns of a table's primary key.
--   schema, table: its name
select a.attname::text as name
from pg_catalog.pg_index i
join pg_catalog.pg_class c on c.oid = i.indrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_attribute a on a.attrelid = i.indexrelid and a.attnum > 0
where n.nspname = :schema and c.relname = :table and i.indisprimary
order by a.attnum
