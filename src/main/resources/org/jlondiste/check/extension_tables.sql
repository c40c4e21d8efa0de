--@ since 90100
-- Tables that belong to an extension.
select n.nspname as schema_name, c.relname as table_name, e.extname as extension
  from pg_catalog.pg_depend d
       join pg_catalog.pg_class c on c.oid = d.objid
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       join pg_catalog.pg_extension e on e.oid = d.refobjid
 where d.classid = 'pg_catalog.pg_class'::regclass
   and d.refclassid = 'pg_catalog.pg_extension'::regclass
   and d.deptype = 'e'
   and c.relkind in ('r', 'p')
