-- The triggers of one table that people made, without those of a queue.
-- :schema, :table  its name
select g.tgname as trigger_name,
       pg_catalog.pg_get_triggerdef(g.oid) as definition,  --@ before 110000
       --@ since 110000
       -- outside of quotes the older word, which all versions understand
       pg_catalog.regexp_replace(
         pg_catalog.pg_get_triggerdef(g.oid),
         '^((?:[^''"]|''[^'']*''|"[^"]*")*) EXECUTE FUNCTION ', '\1 EXECUTE PROCEDURE ') as definition,
       --@ always
       cast(g.tgenabled as text) as enabled
  from pg_catalog.pg_trigger g
       join pg_catalog.pg_class c on c.oid = g.tgrelid
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       join pg_catalog.pg_proc p on p.oid = g.tgfoid
       join pg_catalog.pg_namespace pn on pn.oid = p.pronamespace
       left join pg_catalog.pg_constraint k on k.oid = g.tgconstraint
 where n.nspname = cast(:schema as name)
   and c.relname = cast(:table as name)
   and pn.nspname not in ('pgq', 'londiste', 'jlondiste')
   and (g.tgconstraint = 0 or k.contype = 't')
 order by g.tgname
