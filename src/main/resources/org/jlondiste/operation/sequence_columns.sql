-- The columns of whole numbers that draw from a sequence and whose ends an index shows.
-- :schema, :sequence  its name
select distinct tn.nspname as table_schema, t.relname as table_name, a.attname as column_name
  from pg_catalog.pg_class s
       join pg_catalog.pg_namespace sn on sn.oid = s.relnamespace
       join (select d.objid as sequence, d.refobjid as relation, d.refobjsubid as number
               from pg_catalog.pg_depend d
              where d.classid = 'pg_catalog.pg_class'::regclass
                and d.refclassid = 'pg_catalog.pg_class'::regclass
                and d.deptype in ('a', 'i')
              union all
             select d.refobjid, e.adrelid, e.adnum
               from pg_catalog.pg_attrdef e
                    join pg_catalog.pg_depend d
                      on d.classid = 'pg_catalog.pg_attrdef'::regclass and d.objid = e.oid
                     and d.refclassid = 'pg_catalog.pg_class'::regclass) drawn
         on drawn.sequence = s.oid
       join pg_catalog.pg_class t on t.oid = drawn.relation
       join pg_catalog.pg_namespace tn on tn.oid = t.relnamespace
       join pg_catalog.pg_attribute a on a.attrelid = t.oid and a.attnum = drawn.number
 where sn.nspname = cast(:schema as name)
   and s.relname = cast(:sequence as name)
   and s.relkind = 'S'
   and a.atttypid in ('int2'::regtype, 'int4'::regtype, 'int8'::regtype)
   -- what an index does not show would have to be read in full
   and (t.relkind = 'p' or not t.relhassubclass)
   and exists (select 1
                 from pg_catalog.pg_index i
                      join pg_catalog.pg_class ic on ic.oid = i.indexrelid
                      join pg_catalog.pg_am m on m.oid = ic.relam and m.amname = 'btree'
                where i.indrelid = t.oid and i.indkey[0] = a.attnum and i.indpred is null and i.indisvalid)
 order by 1, 2, 3
