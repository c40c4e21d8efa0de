-- Tables with triggers that people made, and which.
select n.nspname as schema_name, c.relname as table_name,
       pg_catalog.array_to_string(array(
         select g.tgname
           from pg_catalog.pg_trigger g
                join pg_catalog.pg_proc p on p.oid = g.tgfoid
                join pg_catalog.pg_namespace pn on pn.oid = p.pronamespace
                left join pg_catalog.pg_constraint k on k.oid = g.tgconstraint
          where g.tgrelid = c.oid
            and g.tgenabled in ('O', 'A')
            and pn.nspname not in ('pg_catalog', 'pgq', 'londiste', 'jlondiste')
            and (g.tgconstraint = 0 or k.contype = 't')
          order by g.tgname), ', ') as triggers
  from pg_catalog.pg_class c
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where c.relkind in ('r', 'p')
   and exists (
         select 1
           from pg_catalog.pg_trigger g
                join pg_catalog.pg_proc p on p.oid = g.tgfoid
                join pg_catalog.pg_namespace pn on pn.oid = p.pronamespace
                left join pg_catalog.pg_constraint k on k.oid = g.tgconstraint
          where g.tgrelid = c.oid
            and g.tgenabled in ('O', 'A')
            and pn.nspname not in ('pg_catalog', 'pgq', 'londiste', 'jlondiste')
            and (g.tgconstraint = 0 or k.contype = 't'))
