-- The last tick of a queue.
-- :queue  its name
select t.tick_id
  from pgq.queue q
  join pgq.tick t on t.tick_queue = q.queue_id
                 and t.tick_id = (select max(m.tick_id) from pgq.tick m where m.tick_queue = q.queue_id)
 where q.queue_name = :queue
