-- Indexes of tables that belong to no constraint and do not come from a partitioned one. The definition leaves the index's name out.
select n.nspname as schema_name, c.relname as table_name, i.relname as item,
       pg_catalog.regexp_replace(pg_catalog.pg_get_indexdef(x.indexrelid),
         '^(CREATE )(UNIQUE )?INDEX .*? ON (ONLY )?[^()]+ USING ', E'\\2') as definition,
       pg_catalog.pg_get_indexdef(x.indexrelid) as statement,
       x.indisunique as is_unique
  from pg_catalog.pg_index x
       join pg_catalog.pg_class i on i.oid = x.indexrelid
       join pg_catalog.pg_class c on c.oid = x.indrelid
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
 where n.nspname not in ('pg_catalog', 'information_schema', 'pgq', 'pgq_ext', 'pgq_node', 'pgq_coop', 'londiste', 'jlondiste')
   and n.nspname !~ '^pg_(toast|temp)'
   and c.relkind in ('r', 'p')
   and not x.indisprimary
   and not exists (select 1
                     from pg_catalog.pg_constraint k
                    where k.conrelid = x.indrelid
                      and k.conname = i.relname
                      and k.contype in ('p', 'u', 'x'))
   and not i.relispartition  --@ since 110000
 order by 1, 2, 3
