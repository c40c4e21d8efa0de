-- The indexes of one table that belong to no constraint and to no partitioned index.
-- :schema, :table  its name
select ic.relname as index_name,
       pg_catalog.pg_get_indexdef(x.indexrelid) as definition,
       pg_catalog.obj_description(x.indexrelid, 'pg_class') as description
  from pg_catalog.pg_index x
       join pg_catalog.pg_class ic on ic.oid = x.indexrelid
       join pg_catalog.pg_class c on c.oid = x.indrelid
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where n.nspname = cast(:schema as name)
   and c.relname = cast(:table as name)
   and x.indisvalid
   and not exists (select 1
                     from pg_catalog.pg_constraint k
                    where k.conrelid = x.indrelid
                      and k.conname = ic.relname
                      and k.contype in ('p', 'u', 'x'))
   and not exists (select 1 from pg_catalog.pg_inherits i where i.inhrelid = x.indexrelid)
 order by ic.relname
