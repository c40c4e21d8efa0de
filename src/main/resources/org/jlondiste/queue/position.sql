-- The tick up to which a consumer has finished; no row if it is not registered.
--   queue, consumer: who
select s.sub_last_tick as last_tick
from pgq.subscription s
join pgq.queue q on q.queue_id = s.sub_queue
join pgq.consumer c on c.co_id = s.sub_consumer
where q.queue_name = :queue and c.co_name = :consumer
