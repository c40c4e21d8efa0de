-- The columns of tables in the order of the table, with what makes them.
-- :names  the tables, written schema.name
select n.nspname || '.' || c.relname as table_name,
       a.attname as column_name,
       pg_catalog.format_type(a.atttypid, a.atttypmod) as type,
       a.attnotnull as not_null,
       pg_catalog.pg_get_expr(d.adbin, d.adrelid) as expression,
       coalesce(i.is_generated = 'ALWAYS', false) as generated,
       case when i.is_identity = 'YES' then i.identity_generation end as identity
  from pg_catalog.pg_attribute a
       join pg_catalog.pg_class c on c.oid = a.attrelid
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
       left join information_schema.columns i
              on i.table_schema = n.nspname and i.table_name = c.relname and i.column_name = a.attname
 where a.attnum > 0
   and not a.attisdropped
   and n.nspname || '.' || c.relname = any (cast(:names as text[]))
 order by 1, a.attnum
