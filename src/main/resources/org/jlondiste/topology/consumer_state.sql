-- Where a consumer of this node reads from, how far it is, and what is asked of it.
-- :queue     name of the set's queue
-- :consumer  name of the consumer
select c.ret_code, c.ret_note, c.node_type, c.node_name, c.completed_tick, c.provider_node,
       c.provider_location, c.paused, c.uptodate, c.cur_error
  from pgq_node.get_consumer_state(:queue, :consumer) c
