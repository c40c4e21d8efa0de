--@ since 90100
-- Collations of columns that are not their types' own.
select n.nspname as schema_name, c.relname as table_name, a.attname as item,
       pg_catalog.quote_ident(l.collname) as definition
  from pg_catalog.pg_attribute a
       join pg_catalog.pg_class c on c.oid = a.attrelid
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       join pg_catalog.pg_collation l on l.oid = a.attcollation
       join pg_catalog.pg_type t on t.oid = a.atttypid
 where a.attnum > 0
   and not a.attisdropped
   and c.relkind in ('r', 'p')
   and a.attcollation <> t.typcollation
