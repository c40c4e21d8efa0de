-- Schemas that have the names of ours and are something else.
select n.nspname as object, pg_catalog.quote_ident(n.nspname) as quoted
  from pg_catalog.pg_namespace n
       join (values ('pgq', 'queue'), ('pgq_node', 'node_info'), ('londiste', 'table_info'), ('jlondiste', 'installed'))
         as ours (schema_name, relation_name) on ours.schema_name = n.nspname
 where not exists (select 1
                     from pg_catalog.pg_class c
                    where c.relnamespace = n.oid
                      and c.relname = ours.relation_name)
   and exists (select 1 from pg_catalog.pg_class c where c.relnamespace = n.oid
               union all
               select 1 from pg_catalog.pg_proc p where p.pronamespace = n.oid)
