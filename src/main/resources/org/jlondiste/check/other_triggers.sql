-- Schemas of other replication by triggers.
select n.nspname as object, known.product
  from pg_catalog.pg_namespace n
       join pg_catalog.pg_class c on c.relnamespace = n.oid
       join (values ('sl_table', 'Slony'), ('bucardo_delta_names', 'Bucardo'), ('sym_trigger', 'SymmetricDS'),
                    ('rr_running_flags', 'RubyRep'))
         as known (relation_name, product)
         on known.relation_name = c.relname
 order by n.nspname
