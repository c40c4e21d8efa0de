-- Notes that the worker of a node is one of ours.
--   queue: name of the set's queue
--   left_at: the node's position, if none works now
insert into jlondiste.node_worker (queue_name, left_at)
values (:queue, cast(:left_at as int8))
