-- Forgets what is noted about the worker of a node.
--   queue: name of the set's queue
delete from jlondiste.node_worker
where queue_name = :queue
