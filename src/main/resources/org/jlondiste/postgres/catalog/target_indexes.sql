-- Which indexes do relations have, by their columns? A deferrable one is not checked in role replica and
-- counts as not unique.
--   oids: the relations
select x.indrelid::bigint as relation,
       array(select a.attname::text
               from pg_catalog.generate_series(0, pg_catalog.array_upper(x.indclass, 1)) as position
               join pg_catalog.pg_attribute a on a.attrelid = x.indrelid and a.attnum = x.indkey[position]
              order by position) as columns,
       x.indisunique and x.indexprs is null as is_unique,  --@ before 90000
       x.indisunique and x.indimmediate and x.indexprs is null as is_unique,  --@ since 90000
       x.indisunique and x.indexprs is null as tells_rows_apart
  from pg_catalog.pg_index x
 where x.indrelid = any (cast(cast(:oids as text) as oid[]))
   and x.indisvalid
   and x.indpred is null
   and x.indkey[0] <> 0
