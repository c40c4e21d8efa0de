-- Takes the lock of a node's worker for as long as the session lives; false if another has it. What is asked with each
-- change of a position, whether this session is a worker of ours, a setting answers sooner than the list of locks.
--   queue: name of the set's queue
select
    case when l.locked then pg_catalog.set_config('jlondiste.worker', 'on', false) end as marked,  --@ since 90600
    l.locked
from (select pg_catalog.pg_try_advisory_lock(7106, pg_catalog.hashtext('worker ' || :queue)) as locked offset 0) l
