-- The tables that one table inherits from, in order; partitioned ones do not count.
-- :schema, :table  its name
select pn.nspname as parent_schema, p.relname as parent_name
  from pg_catalog.pg_inherits i
       join pg_catalog.pg_class c on c.oid = i.inhrelid
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       join pg_catalog.pg_class p on p.oid = i.inhparent
       join pg_catalog.pg_namespace pn on pn.oid = p.relnamespace
 where n.nspname = cast(:schema as name)
   and c.relname = cast(:table as name)
   and p.relkind = 'r'
 order by i.inhseqno
