-- Whether there is a schema.
--   schema: its name
select exists (
    select 1 from pg_catalog.pg_namespace n where n.nspname = :schema) as found
