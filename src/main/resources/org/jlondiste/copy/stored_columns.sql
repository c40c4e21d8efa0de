-- The columns of tables, and which of them the server computes.
--   oids: of the tables
select a.attrelid::int8 as table_oid, a.attname::text as name,
       false as generated  --@ before 120000
       a.attgenerated <> '' as generated  --@ since 120000
from pg_catalog.pg_attribute a
where a.attrelid = any (cast(cast(:oids as text[]) as oid[])) and a.attnum > 0 and not a.attisdropped
order by a.attrelid, a.attnum
