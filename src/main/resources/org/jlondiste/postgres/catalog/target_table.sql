-- Which relation has this name, and can a statement that says ONLY mean something else?
-- :schema, :name  as the catalog spells them
select c.oid::bigint as oid,
       c.relkind::text as kind,
       exists (select 1 from pg_catalog.pg_inherits i where i.inhparent = c.oid) as has_children
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where n.nspname = :schema
   and c.relname = :name
   and c.relkind in ('r', 'p', 'v', 'f')
