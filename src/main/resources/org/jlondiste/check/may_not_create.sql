-- The database, if this role can make no schemas in it and ours are not there yet.
select pg_catalog.current_database() as object,
       pg_catalog.quote_ident(pg_catalog.current_database()) as quoted,
       current_user as role_name,
       pg_catalog.quote_ident(current_user) as quoted_role
 where not pg_catalog.has_database_privilege(pg_catalog.current_database(), 'create')
   and not exists (select 1 from pg_catalog.pg_namespace n where n.nspname = 'jlondiste')
