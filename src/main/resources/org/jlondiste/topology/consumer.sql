-- One of the consumers that this node keeps the position of.
-- :queue     name of the set's queue
-- :consumer  its name
select c.consumer_name, c.provider_node, c.last_tick_id, c.paused, c.uptodate, c.cur_error
  from pgq_node.local_state c
 where c.queue_name = :queue
   and c.consumer_name = :consumer
