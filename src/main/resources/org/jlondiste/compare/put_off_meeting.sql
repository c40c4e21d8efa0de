-- Lets a meeting stand for longer.
-- :queue    name of the set's queue
-- :tick     where the worker waits
-- :seconds  how long from now on
update jlondiste.meeting
   set expires_at = pg_catalog.clock_timestamp() + :seconds * cast('1 second' as pg_catalog.interval)
 where queue_name = :queue
   and tick_id = :tick
