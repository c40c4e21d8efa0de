-- A table's columns and their types; no row if there is no such table.
--   schema, table: its name
select a.attname::text as name, pg_catalog.format_type(a.atttypid, a.atttypmod) as type
from pg_catalog.pg_attribute a
join pg_catalog.pg_class c on c.oid = a.attrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where n.nspname = :schema and c.relname = :table and a.attnum > 0 and not a.attisdropped
order by a.attnum
