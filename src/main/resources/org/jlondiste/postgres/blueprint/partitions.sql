--@ since 100000
-- The partitions of one table, by name.
-- :schema, :table  its name
select pn.nspname as partition_schema, p.relname as partition_name
  from pg_catalog.pg_inherits i
       join pg_catalog.pg_class c on c.oid = i.inhparent
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       join pg_catalog.pg_class p on p.oid = i.inhrelid
       join pg_catalog.pg_namespace pn on pn.oid = p.relnamespace
 where n.nspname = cast(:schema as name)
   and c.relname = cast(:table as name)
   and c.relkind = 'p'
 order by 1, 2
