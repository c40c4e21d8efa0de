-- Whether there is a function of a name with so many arguments.
--   schema, name, arguments: of the function
select exists (
    select 1
    from pg_catalog.pg_proc p
    join pg_catalog.pg_namespace n on n.oid = p.pronamespace
    where n.nspname = :schema and p.proname = :name and p.pronargs = :arguments) as found
