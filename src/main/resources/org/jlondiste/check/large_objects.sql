-- How many large objects there are, if any.
select x.number || ' large objects' as object
  from (select count(distinct o.loid) as number from pg_catalog.pg_largeobject o) x  --@ before 90000
  from (select count(*) as number from pg_catalog.pg_largeobject_metadata) x  --@ since 90000
 where x.number > 0
