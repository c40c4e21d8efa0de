--@ since 90500
-- Tables whose row security shows this role only some of their rows.
select n.nspname as schema_name, c.relname as table_name,
       pg_catalog.quote_ident(current_user) as quoted_role
  from pg_catalog.pg_class c
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where c.relrowsecurity
   and (c.relforcerowsecurity or not pg_catalog.pg_has_role(c.relowner, 'USAGE'))
   and not exists (select 1
                     from pg_catalog.pg_roles r
                    where r.rolname = current_user
                      and (r.rolsuper or r.rolbypassrls))
