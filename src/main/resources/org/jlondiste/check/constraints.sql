-- Constraints of tables except primary keys, those of partitions that come from above left out.
select n.nspname as schema_name, c.relname as table_name, k.conname as item,
       case k.contype when 'f' then 'foreign key' when 'c' then 'check' when 'u' then 'unique' else 'exclusion' end as kind,
       pg_catalog.pg_get_constraintdef(k.oid) as definition,
       pg_catalog.quote_ident(k.conname) as quoted_constraint,
       case when k.contype = 'f' then 'after a copy it is not put back where rows break it, and later ones break it unnoticed'
            when k.condeferrable then 'it rests while rows are replicated, which may break it unnoticed'
            else 'rows that break it stop the table'
       end as consequence
  from pg_catalog.pg_constraint k
       join pg_catalog.pg_class c on c.oid = k.conrelid
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where k.contype in ('c', 'f', 'u', 'x')
   and n.nspname not in ('pg_catalog', 'information_schema', 'pgq', 'pgq_ext', 'pgq_node', 'pgq_coop', 'londiste', 'jlondiste')
   and n.nspname !~ '^pg_(toast|temp)'
   and k.conparentid = 0  --@ since 110000
 order by 1, 2, 3
