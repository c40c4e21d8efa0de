-- Triggers of people that fire for what replication writes, too.
select n.nspname as schema_name, c.relname as table_name, g.tgname as item,
       pg_catalog.quote_ident(g.tgname) as quoted_trigger
  from pg_catalog.pg_trigger g
       join pg_catalog.pg_class c on c.oid = g.tgrelid
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       join pg_catalog.pg_proc p on p.oid = g.tgfoid
       join pg_catalog.pg_namespace pn on pn.oid = p.pronamespace
       left join pg_catalog.pg_constraint k on k.oid = g.tgconstraint
 where g.tgenabled in ('A', 'R')
   and pn.nspname not in ('pgq', 'londiste', 'jlondiste')
   and (g.tgconstraint = 0 or k.contype = 't')
 order by 1, 2, 3
