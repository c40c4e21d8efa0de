--@ since 100000
-- Partitions of partitioned tables.
select pn.nspname as schema_name, p.relname as table_name,
       pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) as item,
       pg_catalog.pg_get_expr(c.relpartbound, c.oid) as definition
  from pg_catalog.pg_inherits i
       join pg_catalog.pg_class c on c.oid = i.inhrelid
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       join pg_catalog.pg_class p on p.oid = i.inhparent
       join pg_catalog.pg_namespace pn on pn.oid = p.relnamespace
 where c.relispartition
   and c.relkind <> 'i'
   and c.relkind <> 'I'
 order by 1, 2, 3
