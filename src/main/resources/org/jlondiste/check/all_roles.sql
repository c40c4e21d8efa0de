-- Roles.
select pg_catalog.quote_ident(r.rolname) as item, cast('' as text) as definition
  from pg_catalog.pg_roles r
