-- What is noted about the worker of a node; no row if no worker of ours has worked for it.
--   queue: name of the set's queue
select w.left_at
from jlondiste.node_worker w
where w.queue_name = :queue
