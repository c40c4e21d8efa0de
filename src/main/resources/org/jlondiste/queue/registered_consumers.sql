-- How many of some consumers are registered.
--   queue, consumers: which
select count(*) as registered
from pgq.subscription s
join pgq.queue q on q.queue_id = s.sub_queue
join pgq.consumer c on c.co_id = s.sub_consumer
where q.queue_name = :queue and c.co_name = any (cast(:consumers as text[]))
