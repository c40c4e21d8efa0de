-- A table's identity, its estimated size, and whether its events tell only the columns that changed
-- (row triggers of sqltriga); no row if there is no such table.
--   schema, table: its name
select c.oid::int8 as oid,
  c.relkind = 'p' as partitioned,
  greatest(c.reltuples, 0)::int8 as expected_rows,
  pg_catalog.pg_relation_size(c.oid)::int8 as expected_bytes,
  exists (
    select 1
    from pg_catalog.pg_trigger t
    join pg_catalog.pg_proc p on p.oid = t.tgfoid
    join pg_catalog.pg_namespace f on f.oid = p.pronamespace
    where t.tgrelid = c.oid and f.nspname = 'pgq' and p.proname = 'sqltriga'
      and t.tgtype & 1 = 1) as partial_events
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where n.nspname = :schema and c.relname = :table and c.relkind in ('r', 'p')
