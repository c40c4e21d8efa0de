-- Which relations have these names, and can a statement that says ONLY mean something else?
--   schemas, names: as the catalog spells them, in two lists of the same length
select n.nspname::text as schema_name,
       c.relname::text as name,
       c.oid::bigint as oid,
       c.relkind::text as kind,
       exists (select 1 from pg_catalog.pg_inherits i where i.inhparent = c.oid) as has_children
  from (select unnest(cast(:schemas as text[])) as schema_name, unnest(cast(:names as text[])) as name) named
  join pg_catalog.pg_namespace n on n.nspname = named.schema_name
  join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = named.name
 where c.relkind in ('r', 'p', 'v', 'f')
