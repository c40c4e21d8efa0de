-- Lets consumers here read from a node by its new name.
--   queue: name of the set's queue
--   old, new: the names
update pgq_node.local_state
set provider_node = :new
where queue_name = :queue and provider_node = :old
