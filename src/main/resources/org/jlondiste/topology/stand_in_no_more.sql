-- Lets this session no longer stand in for a worker.
select pg_catalog.pg_advisory_unlock(7106, pg_catalog.hashtext('stand-in ' || pg_catalog.pg_backend_pid())) as unlocked
