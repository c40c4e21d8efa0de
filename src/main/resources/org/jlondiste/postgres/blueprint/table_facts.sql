-- What one table has besides columns, constraints and indexes, before PostgreSQL 10.
-- :schema, :table  its name
select pg_catalog.pg_get_userbyid(c.relowner) as owner,
       cast(c.relacl as text[]) as acl,
       pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) as quoted_name,
       c.reloptions as options,
       pg_catalog.obj_description(c.oid, 'pg_class') as description,
       cast(null as text) as partition_key,
       cast(null as text) as partition_bound
  from pg_catalog.pg_class c
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where n.nspname = cast(:schema as name)
   and c.relname = cast(:table as name)
