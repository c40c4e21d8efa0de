-- As consumer_state.sql, and with it a tick if this is the root, is not asked to pause, and one is due; null if none is.
-- :queue     name of the set's queue
-- :consumer  name of the consumer
select c.ret_code, c.ret_note, c.node_type, c.node_name, c.completed_tick, c.provider_node,
       c.provider_location, c.paused, c.uptodate, c.cur_error,
       case when c.ret_code < 300 and c.node_type = 'root' and not c.paused then pgq.ticker(:queue) end as tick
  from pgq_node.get_consumer_state(:queue, :consumer) c
