-- The queues that a ticker has to look after.
select q.queue_name
from pgq.queue q
where not q.queue_external_ticker and not q.queue_ticker_paused
order by q.queue_name
