-- What the node of a combined queue is here; no row if there is none.
--   queue: the combined queue
select n.node_type from pgq_node.node_info n where n.queue_name = :queue
