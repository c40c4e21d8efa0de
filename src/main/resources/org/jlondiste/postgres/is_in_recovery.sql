-- Is this server a standby? (from 9.0)
select pg_catalog.pg_is_in_recovery()
