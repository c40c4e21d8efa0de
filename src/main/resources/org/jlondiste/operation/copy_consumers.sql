-- The consumers that a node's table copies left on its provider's queue.
-- :queue   name of the queue
-- :worker  consumer name of the node's worker
select c.consumer_name
  from pgq.get_consumer_info(:queue) c
 where pg_catalog.strpos(c.consumer_name, :worker || '.copy.') = 1
