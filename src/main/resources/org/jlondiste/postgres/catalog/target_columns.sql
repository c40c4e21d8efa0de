-- Which columns do relations have, and how are their values written and compared?
--   oids: the relations
with recursive typed as (
    select a.attrelid, a.attnum, t.oid as type, t.typtype as kind, t.typbasetype as base, a.atttypmod as modifier
      from pg_catalog.pg_attribute a
      join pg_catalog.pg_type t on t.oid = a.atttypid
     where a.attrelid = any (cast(cast(:oids as text) as oid[]))
       and a.attnum > 0
       and not a.attisdropped
  union all
    select d.attrelid, d.attnum, t.oid, t.typtype, t.typbasetype,
           case when d.modifier >= 0 then d.modifier else (select o.typtypmod from pg_catalog.pg_type o where o.oid = d.type) end
      from typed d
      join pg_catalog.pg_type t on t.oid = d.base
     where d.kind = 'd'
)
select a.attrelid::bigint as relation,
       a.attname::text as name,
       pg_catalog.format_type(a.atttypid, -1) as type,
       pg_catalog.format_type(a.atttypid, a.atttypmod) as declared_type,
       pg_catalog.format_type(typed.type, -1) as base_type,
       case when declared.typtype <> 'd' and declared.typarray <> 0 and declared.typdelim = ','
            then pg_catalog.format_type(declared.typarray, -1) end as array_type,
       a.attnotnull as not_null,
       false as always_identity,  --@ before 100000
       a.attidentity = 'a' as always_identity,  --@ since 100000
       false as generated,  --@ before 120000
       true  --@ before 120000
       a.attgenerated <> '' as generated,  --@ since 120000
       coalesce((select l.collisdeterministic from pg_catalog.pg_collation l where l.oid = a.attcollation), true)  --@ since 120000
       and (   element.typtype = 'e'
            or element.oid in (16, 17, 18, 19, 20, 21, 23, 25, 26, 650, 774, 790, 829, 869, 1043, 1082, 1083, 1114, 1184,
                               1266, 1560, 1562, 2950, 3220, 3904, 3912, 3926)
            or element.oid in (1042, 1700) and typed.modifier > 0) as text_is_identity,
       coalesce((select n.nspname::text
                   from pg_catalog.pg_opclass c
                   join pg_catalog.pg_am m on m.oid = c.opcmethod
                   join pg_catalog.pg_amop p on p.amopfamily = c.opcfamily
                                            and p.amopstrategy = 3
                                            and p.amoplefttype = c.opcintype
                                            and p.amoprighttype = c.opcintype
                   join pg_catalog.pg_operator o on o.oid = p.amopopr
                   join pg_catalog.pg_namespace n on n.oid = o.oprnamespace
                  where m.amname = 'btree'
                    and c.opcdefault
                    and c.opcintype = typed.type
                  limit 1), 'pg_catalog') as equality_schema
  from pg_catalog.pg_attribute a
  join pg_catalog.pg_type declared on declared.oid = a.atttypid
  join typed on typed.attrelid = a.attrelid and typed.attnum = a.attnum and typed.kind <> 'd'
  join pg_catalog.pg_type plain on plain.oid = typed.type
  join pg_catalog.pg_type element on element.oid = case when plain.typelem <> 0 and plain.typlen = -1 then plain.typelem else plain.oid end
 where a.attrelid = any (cast(cast(:oids as text) as oid[]))
 order by a.attrelid, a.attnum
