-- The identity of tables, their estimated size, and whether their events tell only the columns that changed
-- (row triggers of sqltriga); no row for one that does not exist.
--   schemas, tables: their names, in two lists of the same length
select m.schema_name, m.table_name,
  c.oid::int8 as oid,
  c.relkind = 'p' as partitioned,
  -- those that were counted, on as many pages as there were then; of 128 bytes each where nobody has counted
  case when c.relkind <> 'r' then greatest(c.reltuples, 0)
    when c.relpages > 0 and c.reltuples > 0
    then c.reltuples * (pg_catalog.pg_relation_size(c.oid) / current_setting('block_size')::float8 / c.relpages)
    else pg_catalog.pg_relation_size(c.oid) / 128 end::int8 as expected_rows,
  pg_catalog.pg_relation_size(c.oid)::int8
    + case when c.reltoastrelid = 0 then 0 else pg_catalog.pg_relation_size(c.reltoastrelid) end as expected_bytes,
  exists (
    select 1
    from pg_catalog.pg_trigger t
    join pg_catalog.pg_proc p on p.oid = t.tgfoid
    join pg_catalog.pg_namespace f on f.oid = p.pronamespace
    where t.tgrelid = c.oid and f.nspname = 'pgq' and p.proname = 'sqltriga'
      and t.tgtype & 1 = 1) as partial_events
from (
  select unnest(cast(:schemas as text[])) as schema_name, unnest(cast(:tables as text[])) as table_name
) m
join pg_catalog.pg_namespace n on n.nspname = m.schema_name
join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = m.table_name
where c.relkind in ('r', 'p')
