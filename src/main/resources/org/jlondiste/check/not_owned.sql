-- Tables whose owner this role neither is nor belongs to.
select n.nspname as schema_name, c.relname as table_name,
       pg_catalog.pg_get_userbyid(c.relowner) as owner,
       pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(c.relowner)) as quoted_owner,
       current_user as role_name,
       pg_catalog.quote_ident(current_user) as quoted_role
  from pg_catalog.pg_class c
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where c.relkind in ('r', 'p')
   and not pg_catalog.pg_has_role(c.relowner, 'USAGE')
