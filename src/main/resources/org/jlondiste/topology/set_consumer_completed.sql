-- Notes that a consumer has done everything up to a tick, and forgets its error.
-- :queue     name of the set's queue
-- :consumer  name of the consumer
-- :tick      id of the tick
select a.ret_code, a.ret_note from pgq_node.set_consumer_completed(:queue, :consumer, :tick) a
