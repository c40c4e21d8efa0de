-- Is there such an object?
--   object: name of a schema, or schema.name of a table or sequence
select exists (
  select 1
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where n.nspname || '.' || c.relname = :object
  union all
  select 1
  from pg_catalog.pg_namespace n
  where n.nspname = :object) as there
