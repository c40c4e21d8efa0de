-- Which relation has this name?
-- :schema, :name  as the catalog spells them
select c.oid::bigint as oid,
       c.relkind::text as kind
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where n.nspname = :schema
   and c.relname = :name
   and c.relkind in ('r', 'p', 'v', 'm', 'f')
