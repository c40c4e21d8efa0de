-- How many sequences there are.
select count(*) as sequences
  from pg_catalog.pg_class c
 where c.relkind = 'S'
