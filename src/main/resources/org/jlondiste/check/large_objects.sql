-- How many large objects there are, if any; before PostgreSQL 9.0.
select x.number || ' large objects' as object
  from (select count(distinct o.loid) as number from pg_catalog.pg_largeobject o) x
 where x.number > 0
