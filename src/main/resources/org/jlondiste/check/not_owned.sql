-- Tables whose owner this role neither is nor belongs to.
select n.nspname as schema_name, c.relname as table_name,
       pg_catalog.pg_get_userbyid(c.relowner) as owner,
       current_user as role_name,
       case when o.rolsuper
            then 'alter table ' || pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)
                   || ' owner to ' || pg_catalog.quote_ident(current_user)
            else 'grant ' || pg_catalog.quote_ident(o.rolname) || ' to ' || pg_catalog.quote_ident(current_user)
       end as mend
  from pg_catalog.pg_class c
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       join pg_catalog.pg_roles o on o.oid = c.relowner
 where c.relkind in ('r', 'p')
   and not pg_catalog.pg_has_role(c.relowner, 'USAGE')
