-- Types that columns of tables have, also inside arrays, domains and composites, those of the system left out.
with recursive used (oid) as (
    select a.atttypid
      from pg_catalog.pg_attribute a
           join pg_catalog.pg_class c on c.oid = a.attrelid
           join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p')
       and a.attnum > 0
       and not a.attisdropped
       and n.nspname not in ('pg_catalog', 'information_schema', 'pgq', 'pgq_ext', 'pgq_node', 'pgq_coop', 'londiste', 'jlondiste')
       and n.nspname !~ '^pg_(toast|temp)'
  union
    select p.oid
      from used u
           join pg_catalog.pg_type t on t.oid = u.oid
           join pg_catalog.pg_type p
             on p.oid = t.typelem and t.typelem <> 0 and t.typlen = -1
                or p.oid = t.typbasetype and t.typtype = 'd'
                or t.typtype = 'c' and p.oid in (
                     select a.atttypid
                       from pg_catalog.pg_attribute a
                      where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped)
)
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
  from (select distinct u.oid from used u) x
       join pg_catalog.pg_type t on t.oid = x.oid
       join pg_catalog.pg_namespace n on n.oid = t.typnamespace
 where n.nspname <> 'pg_catalog'
   and not exists (select 1 from pg_catalog.pg_type element where element.typarray = t.oid)
 order by 1
