-- Whether a consumer reads from a queue.
-- :queue     name of the queue
-- :consumer  name of the consumer
select count(*) > 0 as found from pgq.get_consumer_info(:queue, :consumer) c
