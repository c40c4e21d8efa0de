-- Asks this node's worker to wait at a tick.
-- :queue    name of the set's queue
-- :tick     where to wait
-- :seconds  how long the meeting stands unless it is put off
insert into jlondiste.meeting (queue_name, tick_id, expires_at)
values (:queue, :tick, pg_catalog.clock_timestamp() + :seconds * cast('1 second' as pg_catalog.interval))
