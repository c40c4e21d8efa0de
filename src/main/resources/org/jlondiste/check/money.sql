-- Columns of money, and by which locale applications read it. Our own sessions read it by another.
select n.nspname as schema_name, c.relname as table_name, a.attname as item,
       pg_catalog.lower(pg_catalog.replace(s.reset_val, '-', '')) as definition
  from pg_catalog.pg_attribute a
       join pg_catalog.pg_class c on c.oid = a.attrelid
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       cross join pg_catalog.pg_settings s
 where a.attnum > 0
   and not a.attisdropped
   and c.relkind in ('r', 'p')
   and a.atttypid in ('pg_catalog.money'::regtype, 'pg_catalog._money'::regtype)
   and s.name = 'lc_monetary'
