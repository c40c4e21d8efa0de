-- The relations of a database outside the system schemas and outside those of the queue, by name.
select n.nspname as schema_name,
       c.relname as relation_name,
       c.relkind as kind,
       case when c.relistemp then 't' else 'p' end as persistence,  --@ before 90100
       c.relpersistence as persistence,  --@ since 90100
       pn.nspname as partition_of_schema,
       p.relname as partition_of_name,
       exists (
         select 1
           from pg_catalog.pg_attribute a
          where a.attrelid = c.oid
            and a.attnum > 0
            and not a.attisdropped) as has_columns,
       cast(null as text) as extension  --@ before 90100
       --@ since 90100
       (select e.extname
          from pg_catalog.pg_depend d, pg_catalog.pg_extension e
         where d.classid = 'pg_catalog.pg_class'::regclass
           and d.objid = c.oid
           and d.deptype = 'e'
           and d.refclassid = 'pg_catalog.pg_extension'::regclass
           and e.oid = d.refobjid) as extension
       --@ always
  from pg_catalog.pg_class c
       join pg_catalog.pg_namespace n on n.oid = c.relnamespace
       left join pg_catalog.pg_inherits i on false  --@ before 100000
       left join pg_catalog.pg_inherits i on i.inhrelid = c.oid and c.relispartition  --@ since 100000
       left join pg_catalog.pg_class p on p.oid = i.inhparent
       left join pg_catalog.pg_namespace pn on pn.oid = p.relnamespace
 where c.relkind in ('r', 'p', 'f', 'v', 'm', 'S')
   and n.nspname not in ('pg_catalog', 'information_schema', 'pgq', 'pgq_ext', 'pgq_node', 'pgq_coop', 'londiste', 'jlondiste')
   and n.nspname !~ '^pg_(toast|temp)'
 order by n.nspname, c.relname
