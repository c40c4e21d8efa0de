-- A table's columns, and which of them the server computes.
--   oid: of the table
select a.attname::text as name,
       false as generated  --@ before 120000
       a.attgenerated <> '' as generated  --@ since 120000
from pg_catalog.pg_attribute a
where a.attrelid = :oid and a.attnum > 0 and not a.attisdropped
order by a.attnum
