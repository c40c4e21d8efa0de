-- Asks a consumer to pause or to go on.
-- :queue     name of the set's queue
-- :consumer  name of the consumer
-- :paused    true to pause
select a.ret_code, a.ret_note from pgq_node.set_consumer_paused(:queue, :consumer, :paused) a
