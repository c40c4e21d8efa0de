-- A table's columns, on a server that computes none.
--   oid: of the table
select a.attname::text as name, false as generated
from pg_catalog.pg_attribute a
where a.attrelid = :oid and a.attnum > 0 and not a.attisdropped
order by a.attnum
