-- Holds on to what a database is in a set, until the end of the transaction.
--   queue: name of the set's queue
select n.node_type, n.node_name
from pgq_node.node_info n
where n.queue_name = :queue
for update
