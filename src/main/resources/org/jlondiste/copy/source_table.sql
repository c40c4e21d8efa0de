-- The identity of tables, their estimated size (with all their partitions), and whether their events tell only the
-- columns that changed (row triggers of sqltriga); no row for one that does not exist.
--   schemas, tables: their names, in two lists of the same length
with recursive asked as (
  select m.schema_name, m.table_name, c.oid, c.relkind
  from (
    select unnest(cast(:schemas as text[])) as schema_name, unnest(cast(:tables as text[])) as table_name
  ) m
  join pg_catalog.pg_namespace n on n.nspname = m.schema_name
  join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = m.table_name
  where c.relkind in ('r', 'p')
), family as (
  select a.oid as head, a.oid as member, a.relkind
  from asked a
  union all
  select f.head, c.oid, c.relkind
  from family f
  join pg_catalog.pg_inherits i on i.inhparent = f.member
  join pg_catalog.pg_class c on c.oid = i.inhrelid
  where f.relkind = 'p'
), expected as (
  select f.head,
    -- those that were counted, on as many pages as there were then; of 128 bytes each where nobody has counted
    sum(case when c.relkind <> 'r' then greatest(c.reltuples, 0)
      when c.relpages > 0 and c.reltuples > 0
      then c.reltuples * (pg_catalog.pg_relation_size(c.oid) / current_setting('block_size')::float8 / c.relpages)
      else pg_catalog.pg_relation_size(c.oid) / 128 end)::int8 as expected_rows,
    sum(case when c.relkind <> 'r' then 0
      else pg_catalog.pg_relation_size(c.oid)
        + case when c.reltoastrelid = 0 then 0 else pg_catalog.pg_relation_size(c.reltoastrelid) end end)::int8
      as expected_bytes
  from family f
  join pg_catalog.pg_class c on c.oid = f.member
  where f.relkind <> 'p'
  group by f.head
)
select a.schema_name, a.table_name,
  a.oid::int8 as oid,
  a.relkind = 'p' as partitioned,
  coalesce(e.expected_rows, 0) as expected_rows,
  coalesce(e.expected_bytes, 0) as expected_bytes,
  exists (
    select 1
    from pg_catalog.pg_trigger t
    join pg_catalog.pg_proc p on p.oid = t.tgfoid
    join pg_catalog.pg_namespace f on f.oid = p.pronamespace
    where t.tgrelid = a.oid and f.nspname = 'pgq' and p.proname = 'sqltriga'
      and t.tgtype & 1 = 1) as partial_events
from asked a
left join expected e on e.head = a.oid
