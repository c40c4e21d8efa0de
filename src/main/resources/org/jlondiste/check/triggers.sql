-- Triggers of tables that people made and that do not come from a partitioned table.
select n.nspname as schema_name, c.relname as table_name, g.tgname as item,
       pg_catalog.pg_get_triggerdef(g.oid) as definition  --@ before 110000
       --@ since 110000
       -- outside of quotes the older word, which all versions understand
       pg_catalog.regexp_replace(
         pg_catalog.pg_get_triggerdef(g.oid),
         '^((?:[^''"]|''[^'']*''|"[^"]*")*) EXECUTE FUNCTION ', '\1 EXECUTE PROCEDURE ') as definition
       --@ always
  from pg_catalog.pg_trigger g
       join pg_catalog.pg_class c on c.oid = g.tgrelid
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       join pg_catalog.pg_proc p on p.oid = g.tgfoid
       join pg_catalog.pg_namespace pn on pn.oid = p.pronamespace
       left join pg_catalog.pg_constraint k on k.oid = g.tgconstraint
 where c.relkind in ('r', 'p')
   and pn.nspname not in ('pgq', 'londiste', 'jlondiste')
   and (g.tgconstraint = 0 or k.contype = 't')
   and g.tgparentid = 0  --@ since 130000
 order by 1, 2, 3
