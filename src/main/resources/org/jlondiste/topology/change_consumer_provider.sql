-- Lets a consumer read from another node.
-- :queue     name of the set's queue
-- :consumer  name of the consumer
-- :provider  the new node
select a.ret_code, a.ret_note from pgq_node.change_consumer_provider(:queue, :consumer, :provider) a
