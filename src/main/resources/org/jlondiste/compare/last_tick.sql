-- The last tick of a queue.
-- :queue  its name
select t.tick_id
  from pgq.queue q
  join pgq.tick t on t.tick_queue = q.queue_id
 where q.queue_name = :queue
 order by t.tick_id desc
 limit 1
