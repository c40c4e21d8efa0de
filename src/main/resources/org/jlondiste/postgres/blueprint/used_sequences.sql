-- The sequences that one table needs: those its columns own and those its defaults draw from.
-- :schema, :table  its name
select distinct sn.nspname as sequence_schema,
       s.relname as sequence_name,
       a.attname as owner_column,
       d.deptype = 'i' as identity
  from pg_catalog.pg_class c
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       join pg_catalog.pg_depend d
         on d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjid = c.oid
        and d.classid = 'pg_catalog.pg_class'::regclass and d.deptype in ('a', 'i')
       join pg_catalog.pg_class s on s.oid = d.objid and s.relkind = 'S'
       join pg_catalog.pg_namespace sn on sn.oid = s.relnamespace
       join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = d.refobjsubid
 where n.nspname = cast(:schema as name)
   and c.relname = cast(:table as name)
union
select distinct sn.nspname, s.relname, cast(null as name), false
  from pg_catalog.pg_class c
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       join pg_catalog.pg_attrdef e on e.adrelid = c.oid
       join pg_catalog.pg_depend d
         on d.classid = 'pg_catalog.pg_attrdef'::regclass and d.objid = e.oid
        and d.refclassid = 'pg_catalog.pg_class'::regclass
       join pg_catalog.pg_class s on s.oid = d.refobjid and s.relkind = 'S'
       join pg_catalog.pg_namespace sn on sn.oid = s.relnamespace
 where n.nspname = cast(:schema as name)
   and c.relname = cast(:table as name)
   and not exists (select 1
                     from pg_catalog.pg_depend o
                    where o.classid = 'pg_catalog.pg_class'::regclass
                      and o.objid = s.oid
                      and o.refobjid = c.oid
                      and o.deptype in ('a', 'i'))
 order by 1, 2
