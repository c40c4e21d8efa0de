-- The keys of tables: unique indexes over plain columns that hold for every row at every moment.
-- :schemas, :names  schema and name of each table
select n.nspname as schema_name,
       c.relname as table_name,
       ic.relname as index_name,
       x.indisprimary as is_primary,
       array(select cast(a.attname as text)
               from pg_catalog.generate_series(0, pg_catalog.array_upper(x.indoption, 1)) k,
                    pg_catalog.pg_attribute a
              where a.attrelid = x.indrelid
                and a.attnum = x.indkey[k]
              order by k) as column_names,
       not exists (select 1
                     from pg_catalog.generate_series(0, pg_catalog.array_upper(x.indoption, 1)) k,
                          pg_catalog.pg_attribute a
                    where a.attrelid = x.indrelid
                      and a.attnum = x.indkey[k]
                      and not a.attnotnull) as not_null
  from (select (cast(:schemas as name[]))[i] as schema, (cast(:names as name[]))[i] as name
          from pg_catalog.generate_subscripts(cast(:names as name[]), 1) i) w
       join pg_catalog.pg_namespace n on n.nspname = w.schema
       join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = w.name
       join pg_catalog.pg_index x on x.indrelid = c.oid
       join pg_catalog.pg_class ic on ic.oid = x.indexrelid
 where x.indisunique
   and x.indisvalid
   and x.indpred is null
   and x.indexprs is null
   and not exists (select 1
                     from pg_catalog.pg_constraint k
                    where k.conrelid = x.indrelid
                      and k.conname = ic.relname
                      and k.contype = 'u'
                      and k.condeferrable)
 order by n.nspname, c.relname, x.indisprimary desc, pg_catalog.array_upper(x.indoption, 1), x.indexrelid
