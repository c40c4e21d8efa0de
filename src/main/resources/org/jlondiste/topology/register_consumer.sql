-- Keeps the position of one more consumer on this node.
-- :queue     name of the set's queue
-- :consumer  name of the consumer
-- :provider  the node it reads from
-- :tick      the tick it has done
select a.ret_code, a.ret_note from pgq_node.register_consumer(:queue, :consumer, :provider, :tick) a
