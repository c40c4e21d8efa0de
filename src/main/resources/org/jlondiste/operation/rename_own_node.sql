-- Gives this database's node another name.
--   queue: name of the set's queue
--   old, new: the names
update pgq_node.node_info
set node_name = :new
where queue_name = :queue and node_name = :old
