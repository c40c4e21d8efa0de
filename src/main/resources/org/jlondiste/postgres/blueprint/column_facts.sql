-- What the columns of one table have besides type, default and not null, before PostgreSQL 9.1.
-- :schema, :table  its name
select a.attname as column_name,
       cast(null as text) as collation,
       cast(null as text) as generation,
       cast(a.attacl as text[]) as acl,
       pg_catalog.col_description(a.attrelid, a.attnum) as description
  from pg_catalog.pg_attribute a
       join pg_catalog.pg_class c on c.oid = a.attrelid
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where a.attnum > 0
   and not a.attisdropped
   and n.nspname = cast(:schema as name)
   and c.relname = cast(:table as name)
