-- Which columns does a relation have, and what are their values made of? A domain counts as what it
-- is a domain over.
-- :oid  the relation
with recursive typed as (
    select a.attnum, t.oid as type, t.typtype as kind, t.typbasetype as base
      from pg_catalog.pg_attribute a
      join pg_catalog.pg_type t on t.oid = a.atttypid
     where a.attrelid = :oid::bigint::oid
       and a.attnum > 0
       and not a.attisdropped
  union all
    select d.attnum, t.oid, t.typtype, t.typbasetype
      from typed d
      join pg_catalog.pg_type t on t.oid = d.base
     where d.kind = 'd'
),
-- asked for type by type: as a join it would read what all types there are made of
inside as (
    select p.attnum, p.part as type
      from (
        select y.attnum, unnest(array(
          select t.typelem
            from pg_catalog.pg_type t
           where t.oid = y.type and t.typelem <> 0 and t.typlen = -1
          union all
          select t.typbasetype
            from pg_catalog.pg_type t
           where t.oid = y.type and t.typtype = 'd'
          union all
          select a.atttypid
            from pg_catalog.pg_type t
            join pg_catalog.pg_attribute a on a.attrelid = t.typrelid
           where t.oid = y.type and t.typtype = 'c' and a.attnum > 0 and not a.attisdropped)) as part
          from typed y
         where y.kind <> 'd') p
  union
    select p.attnum, p.part
      from (
        select i.attnum, unnest(array(
          select t.typelem
            from pg_catalog.pg_type t
           where t.oid = i.type and t.typelem <> 0 and t.typlen = -1
          union all
          select t.typbasetype
            from pg_catalog.pg_type t
           where t.oid = i.type and t.typtype = 'd'
          union all
          select a.atttypid
            from pg_catalog.pg_type t
            join pg_catalog.pg_attribute a on a.attrelid = t.typrelid
           where t.oid = i.type and t.typtype = 'c' and a.attnum > 0 and not a.attisdropped)) as part
          from inside i) p
)
select a.attname::text as name,
       pg_catalog.format_type(a.atttypid, -1) as type,
       pg_catalog.format_type(t.oid, -1) as base_type,
       t.oid::bigint as base_oid,
       t.typtype::text as kind,
       case when t.typelem <> 0 and t.typlen = -1 then t.typelem else 0 end::bigint as element,
       t.typsend::text as send_function,
       array(select i.type::bigint::text
               from inside i
              where i.attnum = a.attnum) as inside,
       exists (select 1
                 from inside i
                 join pg_catalog.pg_type r on r.oid = i.type
                where i.attnum = a.attnum
                  and r.typtype in ('r', 'm')
                  and r.oid >= 16384) as has_range_inside
  from pg_catalog.pg_attribute a
  join typed y on y.attnum = a.attnum and y.kind <> 'd'
  join pg_catalog.pg_type t on t.oid = y.type
 where a.attrelid = :oid::bigint::oid
 order by a.attnum
