-- Is there a schema of this name?
-- :schema
select exists (select 1 from pg_catalog.pg_namespace n where n.nspname = :schema) as there
