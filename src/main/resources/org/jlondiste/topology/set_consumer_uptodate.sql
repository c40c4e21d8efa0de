-- Notes whether a consumer has seen what was last asked of it.
-- :queue     name of the set's queue
-- :consumer  name of the consumer
-- :uptodate  true if it has
select a.ret_code, a.ret_note from pgq_node.set_consumer_uptodate(:queue, :consumer, :uptodate) a
