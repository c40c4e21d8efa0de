--@ since 150000
-- The database, if the rules of its collation have changed since indexes were built by them.
select d.datname as object,
       pg_catalog.quote_ident(d.datname) as quoted,
       d.datcollversion as recorded,
       pg_catalog.pg_database_collation_actual_version(d.oid) as actual
  from pg_catalog.pg_database d
 where d.datname = pg_catalog.current_database()
   and d.datcollversion <> pg_catalog.pg_database_collation_actual_version(d.oid)
