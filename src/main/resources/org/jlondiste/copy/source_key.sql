-- The columns of the primary keys of tables; no row for one that has none, or one that
-- is checked late. The types are those that take values of any length:
-- without the -1, char(n) and bit(n) would become those of length 1.
--   oids: of the tables
select i.indrelid::int8 as table_oid, a.attname::text as name,
  pg_catalog.format_type(a.atttypid, -1) as type,
  pg_catalog.format_type(a.atttypid, -1) as base_type,
  t.typnamespace = (select n.oid from pg_catalog.pg_namespace n where n.nspname = 'pg_catalog')
    as built_in
from pg_catalog.pg_index i
join pg_catalog.pg_class x on x.oid = i.indexrelid
join pg_catalog.pg_attribute k on k.attrelid = i.indexrelid
join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[k.attnum - 1]
join pg_catalog.pg_type t on t.oid = a.atttypid
where i.indrelid = any (cast(cast(:oids as text[]) as oid[])) and i.indisprimary and i.indisvalid
  and not exists (
    select 1 from pg_catalog.pg_constraint c where c.conrelid = i.indrelid and c.contype = 'p' and c.condeferrable)
  and k.attnum - 1 < array_length(string_to_array(i.indclass::text, ' '), 1)
order by i.indrelid, k.attnum
