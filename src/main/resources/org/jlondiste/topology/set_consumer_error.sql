-- Notes what keeps a consumer from going on; null when nothing does.
-- :queue     name of the set's queue
-- :consumer  name of the consumer
-- :message   what is wrong; may be null
select a.ret_code, a.ret_note from pgq_node.set_consumer_error(:queue, :consumer, cast(:message as text)) a
