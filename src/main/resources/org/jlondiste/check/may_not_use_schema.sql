-- Schemas with tables that this role cannot look into.
select n.nspname as object, pg_catalog.quote_ident(n.nspname) as quoted,
       current_user as role_name, pg_catalog.quote_ident(current_user) as quoted_role
  from pg_catalog.pg_namespace n
 where n.nspname not in ('pg_catalog', 'information_schema', 'pgq', 'pgq_ext', 'pgq_node', 'pgq_coop', 'londiste', 'jlondiste')
   and n.nspname !~ '^pg_(toast|temp)'
   and not pg_catalog.has_schema_privilege(n.oid, 'usage')
   and exists (select 1 from pg_catalog.pg_class c where c.relnamespace = n.oid and c.relkind in ('r', 'p'))
