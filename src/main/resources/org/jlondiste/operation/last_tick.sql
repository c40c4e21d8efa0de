-- The last tick of a queue.
-- :queue  name of the queue
select q.last_tick_id from pgq.get_queue_info(:queue) q
