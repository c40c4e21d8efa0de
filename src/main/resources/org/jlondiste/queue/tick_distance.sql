-- How far it is from one tick of a queue to the last one that is not behind another; nothing if the first is gone.
-- The last one is looked up by itself, for a join would read all ticks to sort them.
--   queue: its name
--   from, until: numbers of ticks; there need not be one of the second number
select l.tick_id, extract(epoch from l.tick_time - f.tick_time)::float8 as seconds
from pgq.queue q
join pgq.tick f on f.tick_queue = q.queue_id and f.tick_id = :from
join pgq.tick l on l.tick_queue = q.queue_id and l.tick_id = (
  select max(m.tick_id) from pgq.tick m where m.tick_queue = q.queue_id and m.tick_id <= :until)
where q.queue_name = :queue
