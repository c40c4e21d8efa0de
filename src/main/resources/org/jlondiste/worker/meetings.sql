-- The ticks at which the worker has to wait.
--   queue: name of the set's queue
select m.tick_id
from jlondiste.meeting m
where m.queue_name = :queue and m.expires_at > clock_timestamp()
