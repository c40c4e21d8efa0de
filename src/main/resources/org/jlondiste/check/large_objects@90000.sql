-- How many large objects there are, if any; from PostgreSQL 9.0 on.
select x.number || ' large objects' as object
  from (select count(*) as number from pg_catalog.pg_largeobject_metadata) x
 where x.number > 0
