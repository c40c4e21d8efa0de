-- Forgets a node of the set.
--   queue, node: which
select l.ret_code, l.ret_note
from pgq_node.unregister_location(:queue, :node) l
