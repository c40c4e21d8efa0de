-- A table's columns.
--   oid: of the table
select a.attname::text as name,
  pg_catalog.format_type(a.atttypid, a.atttypmod) as type,
  t.typnamespace = (select n.oid from pg_catalog.pg_namespace n where n.nspname = 'pg_catalog')
    as built_in
from pg_catalog.pg_attribute a
join pg_catalog.pg_type t on t.oid = a.atttypid
where a.attrelid = :oid and a.attnum > 0 and not a.attisdropped
order by a.attnum
