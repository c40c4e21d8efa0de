-- The constraints of one table that are its own, keys first, foreign keys last.
-- :schema, :table  its name
-- :partition  true to leave out what comes from the table that it is a partition of
select k.conname as constraint_name,
       cast(k.contype as text) as kind,
       pg_catalog.pg_get_constraintdef(k.oid) as definition,
       fn.nspname as referenced_schema,
       f.relname as referenced_table,
       pg_catalog.obj_description(k.oid, 'pg_constraint') as description
  from pg_catalog.pg_constraint k
       join pg_catalog.pg_class c on c.oid = k.conrelid
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       left join pg_catalog.pg_class f on f.oid = k.confrelid
       left join pg_catalog.pg_namespace fn on fn.oid = f.relnamespace
 where n.nspname = cast(:schema as name)
   and c.relname = cast(:table as name)
   and k.contype in ('p', 'u', 'x', 'c', 'f')
   and (k.conislocal or (k.contype <> 'f' and not cast(:partition as bool)))
 order by pg_catalog.strpos('puxcf', cast(k.contype as text)), k.conname
