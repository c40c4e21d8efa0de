-- What is a type made of?
-- :oid  the type
select pg_catalog.format_type(t.oid, -1) as name,
       t.typtype::text as kind,
       (n.nspname = 'pg_catalog') as built_in,
       case when t.typelem <> 0 and t.typlen = -1 then t.typelem else 0 end::bigint as element,
       t.typbasetype::bigint as base,
       (select pg_catalog.quote_ident(m.nspname) || '.' || pg_catalog.quote_ident(p.proname)
          from pg_catalog.pg_proc p
          join pg_catalog.pg_namespace m on m.oid = p.pronamespace
         where p.oid = t.typsend) as send_function,
       array(select a.atttypid::bigint::text
               from pg_catalog.pg_attribute a
              where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped
              order by a.attnum) as fields,
       array(select pg_catalog.format_type(a.atttypid, a.atttypmod)
               from pg_catalog.pg_attribute a
              where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped
              order by a.attnum) as field_types,
       array(select e.enumlabel::text
               from pg_catalog.pg_enum e
              where e.enumtypid = t.oid
              order by e.oid) as labels
  from pg_catalog.pg_type t
  join pg_catalog.pg_namespace n on n.oid = t.typnamespace
 where t.oid = :oid::bigint::oid
