-- The columns of tables, on a server that computes none.
--   oids: of the tables
select a.attrelid::int8 as table_oid, a.attname::text as name, false as generated
from pg_catalog.pg_attribute a
where a.attrelid = any (cast(cast(:oids as text[]) as oid[])) and a.attnum > 0 and not a.attisdropped
order by a.attrelid, a.attnum
