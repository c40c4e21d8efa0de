-- One tick of a queue.
--   queue: its name
--   tick: its number
select t.tick_time::text as tick_time, t.tick_event_seq
from pgq.tick t
join pgq.queue q on q.queue_id = t.tick_queue
where q.queue_name = :queue and t.tick_id = :tick
