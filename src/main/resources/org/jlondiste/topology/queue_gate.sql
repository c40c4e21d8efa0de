-- Whether writers are kept out of a queue.
--   queue: its name
select q.queue_disable_insert and q.queue_external_ticker as closed
from pgq.queue q
where q.queue_name = :queue
