-- The columns of tables. The base type of a domain is what it is a domain over, at the bottom.
--   oids: of the tables
with recursive typed as (
  select a.attrelid, a.attnum, t.oid as type, t.typbasetype as base
  from pg_catalog.pg_attribute a
  join pg_catalog.pg_type t on t.oid = a.atttypid
  where a.attrelid = any (cast(cast(:oids as text[]) as oid[])) and a.attnum > 0 and not a.attisdropped
  union all
  select d.attrelid, d.attnum, t.oid, t.typbasetype
  from typed d
  join pg_catalog.pg_type t on t.oid = d.base
)
select a.attrelid::int8 as table_oid, a.attname::text as name,
  pg_catalog.format_type(a.atttypid, a.atttypmod) as type,
  pg_catalog.format_type(b.type, -1) as base_type,
  t.typnamespace = (select n.oid from pg_catalog.pg_namespace n where n.nspname = 'pg_catalog')
    as built_in
from pg_catalog.pg_attribute a
join pg_catalog.pg_type t on t.oid = a.atttypid
join typed b on b.attrelid = a.attrelid and b.attnum = a.attnum and b.base = 0
where a.attrelid = any (cast(cast(:oids as text[]) as oid[])) and a.attnum > 0 and not a.attisdropped
order by a.attrelid, a.attnum
