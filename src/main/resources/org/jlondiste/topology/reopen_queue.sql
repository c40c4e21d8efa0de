-- Lets writers and the ticker of a root go on.
--   queue: name of the set's queue
update pgq.queue
set queue_disable_insert = false, queue_external_ticker = false
where queue_name = :queue
