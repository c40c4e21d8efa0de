-- Lets a consumer no longer read from a queue.
-- :queue     name of the queue
-- :consumer  name of the consumer
select pgq.unregister_consumer(:queue, :consumer)
