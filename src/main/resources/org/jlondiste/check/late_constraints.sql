-- Foreign keys and exclusions that are checked late, those of partitions that come from above left out.
select n.nspname as schema_name, c.relname as table_name, k.conname as item,
       case k.contype when 'f' then 'foreign key' else 'exclusion' end as kind
  from pg_catalog.pg_constraint k
       join pg_catalog.pg_class c on c.oid = k.conrelid
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where k.contype in ('f', 'x')
   and k.condeferrable
   and k.conparentid = 0  --@ since 110000
 order by 1, 2, 3
