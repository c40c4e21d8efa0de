-- The first tick of a queue that is not before another; nothing if there is none yet.
--   queue: its name
--   from: a number; there need not be a tick of it, for numbers are left out when making a tick fails
select t.tick_id
from pgq.queue q
join pgq.tick t on t.tick_queue = q.queue_id and t.tick_id = (
  select min(m.tick_id) from pgq.tick m where m.tick_queue = q.queue_id and m.tick_id >= :from)
where q.queue_name = :queue
