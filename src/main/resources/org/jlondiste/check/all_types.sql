-- Types that are there, whether columns have them or not.
select pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(t.typname) as item,
       case t.typtype
         when 'e' then 'enum (' || pg_catalog.array_to_string(array(
             select pg_catalog.quote_literal(e.enumlabel)
               from pg_catalog.pg_enum e
              where e.enumtypid = t.oid
              order by e.oid), ', ') || ')'  --@ before 90100
              order by e.enumsortorder), ', ') || ')'  --@ since 90100
         when 'd' then 'domain over ' || pg_catalog.format_type(t.typbasetype, t.typtypmod)
             || case when t.typnotnull then ' not null' else '' end
             || coalesce((select ' ' || pg_catalog.array_to_string(array(
                    select pg_catalog.pg_get_constraintdef(k.oid)
                      from pg_catalog.pg_constraint k
                     where k.contypid = t.oid and k.contype = 'c'
                     order by 1), ' ')), '')
         when 'c' then 'composite (' || pg_catalog.array_to_string(array(
             select pg_catalog.quote_ident(a.attname) || ' ' || pg_catalog.format_type(a.atttypid, a.atttypmod)
               from pg_catalog.pg_attribute a
              where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped
              order by a.attnum), ', ') || ')'
         --@ since 90200
         when 'r' then 'range of ' || (
             select pg_catalog.format_type(r.rngsubtype, null)
               from pg_catalog.pg_range r
              where r.rngtypid = t.oid)
         --@ always
         else 'base type' end as definition
  from pg_catalog.pg_type t
       join pg_catalog.pg_namespace n on n.oid = t.typnamespace
 where n.nspname not in ('pg_catalog', 'information_schema')
   and n.nspname !~ '^pg_(toast|temp)'
   and not exists (select 1 from pg_catalog.pg_type element where element.typarray = t.oid)
 order by 1
