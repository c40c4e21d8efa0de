-- Whether a queue lives in this database.
select exists (select 1 from pg_catalog.pg_namespace n where n.nspname = 'pgq') as present
