--@ since 90100
-- Constraints that rows written before them may break.
select n.nspname as schema_name, c.relname as table_name, k.conname as item,
       pg_catalog.quote_ident(k.conname) as quoted_constraint
  from pg_catalog.pg_constraint k
       join pg_catalog.pg_class c on c.oid = k.conrelid
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where k.contype in ('c', 'f')
   and not k.convalidated
 order by 1, 2, 3
