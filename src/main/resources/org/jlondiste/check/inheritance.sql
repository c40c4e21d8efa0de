-- Tables that inherit from another table, and are no partitions.
select n.nspname as schema_name, c.relname as table_name,
       pg_catalog.quote_ident(pn.nspname) || '.' || pg_catalog.quote_ident(p.relname) as parent
  from pg_catalog.pg_inherits i
       join pg_catalog.pg_class c on c.oid = i.inhrelid
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       join pg_catalog.pg_class p on p.oid = i.inhparent
       join pg_catalog.pg_namespace pn on pn.oid = p.relnamespace
 where c.relkind = 'r'
   and not c.relispartition  --@ since 100000
 order by 1, 2
