-- Forgets a consumer's position.
-- :queue     name of the set's queue
-- :consumer  name of the consumer
select a.ret_code, a.ret_note from pgq_node.unregister_consumer(:queue, :consumer) a
