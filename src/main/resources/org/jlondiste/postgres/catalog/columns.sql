-- The columns of tables in the order of the table, with what makes them.
-- :schemas, :names  schema and name of each table
select n.nspname as schema_name,
       c.relname as table_name,
       a.attname as column_name,
       pg_catalog.format_type(a.atttypid, a.atttypmod) as type,
       a.attnotnull as not_null,
       pg_catalog.pg_get_expr(d.adbin, d.adrelid) as expression,
       false as generated,  --@ before 120000
       a.attgenerated <> '' as generated,  --@ since 120000
       cast(null as text) as identity  --@ before 100000
       case a.attidentity when 'a' then 'ALWAYS' when 'd' then 'BY DEFAULT' end as identity  --@ since 100000
  from (select (cast(:schemas as name[]))[i] as schema, (cast(:names as name[]))[i] as name
          from pg_catalog.generate_subscripts(cast(:names as name[]), 1) i) w
       join pg_catalog.pg_namespace n on n.nspname = w.schema
       join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = w.name
       join pg_catalog.pg_attribute a on a.attrelid = c.oid
       left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
 where a.attnum > 0
   and not a.attisdropped
 order by n.nspname, c.relname, a.attnum
