-- The queue's last tick, and whether its ticks come from elsewhere.
--   queue: its name
select t.tick_id, q.queue_external_ticker as external
from pgq.queue q
join pgq.tick t on t.tick_queue = q.queue_id
where q.queue_name = :queue
order by t.tick_id desc
limit 1
