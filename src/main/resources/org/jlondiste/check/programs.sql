-- Views and functions that people made and that belong to no extension.
select pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) as item,
       cast('' as text) as definition, case c.relkind when 'v' then 'view' else 'materialized view' end as kind
  from pg_catalog.pg_class c
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where c.relkind in ('v', 'm')
   and n.nspname not in ('pg_catalog', 'information_schema', 'pgq', 'pgq_ext', 'pgq_node', 'pgq_coop', 'londiste', 'jlondiste')
   and n.nspname !~ '^pg_(toast|temp)'
   --@ since 90100
   and not exists (select 1
                     from pg_catalog.pg_depend d
                    where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
   --@ always
union all
select pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(p.proname)
         || '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ')',
       '', 'function'
  from pg_catalog.pg_proc p
       join pg_catalog.pg_namespace n on n.oid = p.pronamespace
 where n.nspname not in ('pg_catalog', 'information_schema', 'pgq', 'pgq_ext', 'pgq_node', 'pgq_coop', 'londiste', 'jlondiste')
   and n.nspname !~ '^pg_(toast|temp)'
   and p.proname not in ('plpgsql_call_handler', 'plpgsql_validator', 'plpgsql_inline_handler')
   --@ since 90100
   and not exists (select 1
                     from pg_catalog.pg_depend d
                    where d.classid = 'pg_catalog.pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
   --@ always
 order by 3, 1
