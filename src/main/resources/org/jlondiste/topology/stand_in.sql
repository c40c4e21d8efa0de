-- Lets this session stand in for a worker of ours, whether one is connected or not.
select pg_catalog.pg_try_advisory_lock(7106, pg_catalog.hashtext('stand-in ' || pg_catalog.pg_backend_pid())) as locked
