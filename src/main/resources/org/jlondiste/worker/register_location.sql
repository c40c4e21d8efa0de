-- Notes where a node of the set is.
--   queue, node, location, dead: as the root told
select l.ret_code, l.ret_note
from pgq_node.register_location(:queue, :node, :location, :dead) l
