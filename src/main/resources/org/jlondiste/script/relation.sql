-- Whether there is a table, a view or a sequence of a name.
--   schema, name: of the relation
--   kinds: as pg_class has them
select exists (
    select 1
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where n.nspname = :schema and c.relname = :name and c.relkind::text = any (:kinds)) as found
