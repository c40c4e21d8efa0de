-- Takes the lock of a node's worker for as long as the session lives; false if another has it.
--   queue: name of the set's queue
select pg_catalog.pg_try_advisory_lock(7106, pg_catalog.hashtext('worker ' || :queue)) as locked
