-- All roles.
select r.rolname as role_name from pg_catalog.pg_roles r
