-- Rules of tables that rewrite what replication does, too.
select n.nspname as schema_name, c.relname as table_name, r.rulename as item,
       pg_catalog.quote_ident(r.rulename) as quoted_rule
  from pg_catalog.pg_rewrite r
       join pg_catalog.pg_class c on c.oid = r.ev_class
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where c.relkind in ('r', 'p')
   and r.ev_enabled in ('A', 'R')
 order by 1, 2, 3
