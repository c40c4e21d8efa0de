--@ since 100000
-- Collations of columns whose rules have changed since indexes were built by them.
select pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(l.collname) as object,
       l.collversion as recorded,
       pg_catalog.pg_collation_actual_version(l.oid) as actual
  from pg_catalog.pg_collation l
       join pg_catalog.pg_namespace n on n.oid = l.collnamespace
 where l.collversion <> pg_catalog.pg_collation_actual_version(l.oid)
   and exists (select 1
                 from pg_catalog.pg_attribute a
                      join pg_catalog.pg_class c on c.oid = a.attrelid
                where a.attcollation = l.oid
                  and c.relkind in ('r', 'i')
                  and c.oid >= 16384)
