-- The database, if its server soon refuses new transactions until it was vacuumed.
select d.datname as object, pg_catalog.age(d.datfrozenxid) as age
  from pg_catalog.pg_database d
 where d.datname = pg_catalog.current_database()
   and pg_catalog.age(d.datfrozenxid) > 1500000000
