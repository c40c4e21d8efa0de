-- What the columns of one table have besides type, default and not null.
-- :schema, :table  its name
select a.attname as column_name,
       cast(null as text) as collation,  --@ before 90100
       --@ since 90100
       (select pg_catalog.quote_ident(ln.nspname) || '.' || pg_catalog.quote_ident(l.collname)
          from pg_catalog.pg_collation l, pg_catalog.pg_namespace ln, pg_catalog.pg_type t
         where l.oid = a.attcollation
           and ln.oid = l.collnamespace
           and t.oid = a.atttypid
           and t.typcollation <> a.attcollation) as collation,
       --@ always
       cast(null as text) as generation,  --@ before 120000
       nullif(cast(a.attgenerated as text), '') as generation,  --@ since 120000
       cast(a.attacl as text[]) as acl,
       pg_catalog.col_description(a.attrelid, a.attnum) as description
  from pg_catalog.pg_attribute a
       join pg_catalog.pg_class c on c.oid = a.attrelid
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where a.attnum > 0
   and not a.attisdropped
   and n.nspname = cast(:schema as name)
   and c.relname = cast(:table as name)
