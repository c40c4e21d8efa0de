--@ since 90000
-- Keys that are checked late.
select n.nspname as schema_name, c.relname as table_name, k.conname as item
  from pg_catalog.pg_constraint k
       join pg_catalog.pg_class c on c.oid = k.conrelid
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where k.contype in ('p', 'u')
   and k.condeferrable
 order by 1, 2, 3
