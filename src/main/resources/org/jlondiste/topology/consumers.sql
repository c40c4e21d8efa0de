-- The consumers that this node keeps the position of: its worker, and others.
-- :queue  name of the set's queue
select c.consumer_name, c.provider_node, c.last_tick_id, c.paused, c.uptodate, c.cur_error
  from pgq_node.get_consumer_info(:queue) c
 order by c.consumer_name
