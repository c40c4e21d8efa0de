-- Columns whose values are names of objects in the database, or numbers of rows in the catalog.
select n.nspname as schema_name, c.relname as table_name, a.attname as item,
       pg_catalog.format_type(a.atttypid, a.atttypmod) as type
  from pg_catalog.pg_attribute a
       join pg_catalog.pg_class c on c.oid = a.attrelid
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       join pg_catalog.pg_type t on t.oid = a.atttypid
 where a.attnum > 0
   and not a.attisdropped
   and c.relkind in ('r', 'p')
   and pg_catalog.ltrim(t.typname, '_') in (
         'regproc', 'regprocedure', 'regoper', 'regoperator', 'regclass', 'regtype', 'regconfig', 'regdictionary',
         'regrole', 'regnamespace', 'regcollation', 'aclitem')
   and t.typnamespace = (select p.oid from pg_catalog.pg_namespace p where p.nspname = 'pg_catalog')
 order by 1, 2, a.attnum
