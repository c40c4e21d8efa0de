-- Lets this node's worker go on; forgets meetings that nobody came to, too.
-- :queue  name of the set's queue
-- :tick   where the worker waits
delete from jlondiste.meeting
 where queue_name = :queue
   and (tick_id = :tick or expires_at < pg_catalog.clock_timestamp())
