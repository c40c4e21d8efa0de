-- Lets a node that reads from this one be known by its new name.
--   queue: name of the set's queue
--   old, new: the names
update pgq_node.subscriber_info
set subscriber_node = :new, watermark_name = '.' || :new || '.watermark'
where queue_name = :queue and subscriber_node = :old
