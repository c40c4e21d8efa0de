--@ since 90000
-- The database, if its server is a standby.
select pg_catalog.current_database() as object
 where pg_catalog.pg_is_in_recovery()
