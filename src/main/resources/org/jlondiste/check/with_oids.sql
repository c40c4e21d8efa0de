--@ before 120000
-- Tables whose rows have an OID.
select n.nspname as schema_name, c.relname as table_name
  from pg_catalog.pg_class c
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where c.relkind = 'r'
   and c.relhasoids
