-- What decides how changes of tables are captured.
with recursive acting (relation, referenced) as (
    select k.conrelid, k.confrelid
      from pg_catalog.pg_constraint k
     where k.contype = 'f'
       and (k.confupdtype in ('c', 'n', 'd') or k.confdeltype in ('c', 'n', 'd'))
), inner_ones (relation, referenced) as (
    -- only these can be on a circle
    select a.relation, a.referenced
      from acting a
     where a.relation in (select b.referenced from acting b)
       and a.referenced in (select b.relation from acting b)
), reached (relation, referenced) as (
    select i.relation, i.referenced from inner_ones i
  union
    select r.relation, i.referenced
      from reached r
           join inner_ones i on i.relation = r.referenced
)
select n.nspname as schema_name, c.relname as table_name,
       c.oid in (select r.relation from reached r where r.referenced = r.relation) as circular,
       c.oid in (select a.relation from acting a group by a.relation having count(*) > 1) as several_actions,
       false as deferred_key,  --@ before 90000
       --@ since 90000
       exists (
         select 1
           from pg_catalog.pg_index x
          where x.indrelid = c.oid and x.indisprimary and not x.indimmediate) as deferred_key,
       --@ always
       coalesce(pg_catalog.array_to_string(array(
         select g.tgname
           from pg_catalog.pg_trigger g
                join pg_catalog.pg_proc p on p.oid = g.tgfoid
                join pg_catalog.pg_namespace pn on pn.oid = p.pronamespace
          where g.tgrelid = c.oid
            and g.tgenabled in ('O', 'A')
            and pn.nspname not in ('pg_catalog', 'pgq', 'londiste', 'jlondiste')
            and (p.prosrc ~* ('(insert[[:space:]]+into|update|delete[[:space:]]+from|merge[[:space:]]+into)[[:space:]]+'
                   || '(only[[:space:]]+)?("?[[:alnum:]_$]+"?[.])?"?'
                   || pg_catalog.regexp_replace(c.relname, '[^[:alnum:]_]', '.', 'g')
                   || '"?([^[:alnum:]_]|$)')
                 or p.prosrc ~* 'execute' and p.prosrc ~* '(tg_table_name|tg_relname|tg_relid)'
                    and p.prosrc ~* '(insert|update|delete|merge)')
          order by g.tgname), ', '), '') as writing_triggers
  from pg_catalog.pg_class c
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where c.relkind in ('r', 'p')
   and n.nspname <> 'information_schema'
   and n.nspname !~ '^pg_'
 order by 1, 2
