-- Whether there is a relation of a name.
-- :schema, :name  its name
select count(*) > 0 as found
  from pg_catalog.pg_class c
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where n.nspname = cast(:schema as name)
   and c.relname = cast(:name as name)
