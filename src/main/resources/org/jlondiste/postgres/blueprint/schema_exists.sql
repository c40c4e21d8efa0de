-- Whether there is a schema.
-- :schema  its name
select count(*) > 0 as found from pg_catalog.pg_namespace n where n.nspname = cast(:schema as name)
