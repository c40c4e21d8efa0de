-- What one table has besides columns, constraints and indexes.
-- :schema, :table  its name
select pg_catalog.pg_get_userbyid(c.relowner) as owner,
       cast(c.relacl as text[]) as acl,
       pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) as quoted_name,
       c.reloptions as options,
       pg_catalog.obj_description(c.oid, 'pg_class') as description,
       cast(null as text) as partition_key,  --@ before 100000
       cast(null as text) as partition_bound  --@ before 100000
       case when c.relkind = 'p' then pg_catalog.pg_get_partkeydef(c.oid) end as partition_key,  --@ since 100000
       case when c.relispartition then pg_catalog.pg_get_expr(c.relpartbound, c.oid) end as partition_bound  --@ since 100000
  from pg_catalog.pg_class c
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where n.nspname = cast(:schema as name)
   and c.relname = cast(:table as name)
