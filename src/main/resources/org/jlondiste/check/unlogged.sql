--@ since 90100
-- Unlogged tables.
select n.nspname as schema_name, c.relname as table_name,
       '' as mend  --@ before 90500
       'alter table ' || pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)  --@ since 90500
         || ' set logged' as mend  --@ since 90500
  from pg_catalog.pg_class c
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where c.relkind in ('r', 'p')
   and c.relpersistence = 'u'
