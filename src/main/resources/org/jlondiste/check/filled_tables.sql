-- Tables that have rows, or had some.
select n.nspname as schema_name, c.relname as table_name,
       pg_catalog.pg_size_pretty(pg_catalog.pg_relation_size(c.oid)) as size
  from pg_catalog.pg_class c
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where c.relkind = 'r'
   and n.nspname <> 'information_schema'
   and n.nspname !~ '^pg_'
   and pg_catalog.pg_relation_size(c.oid) > 0
