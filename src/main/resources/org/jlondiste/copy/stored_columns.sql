-- The columns of tables, their types without lengths, and which of them the server computes.
--   oids: of the tables
select a.attrelid::int8 as table_oid, a.attname::text as name,
       pg_catalog.format_type(a.atttypid, -1) as type,
       false as generated  --@ before 120000
       a.attgenerated <> '' as generated  --@ since 120000
from pg_catalog.pg_attribute a
where a.attrelid = any (cast(cast(:oids as text[]) as oid[])) and a.attnum > 0 and not a.attisdropped
order by a.attrelid, a.attnum
