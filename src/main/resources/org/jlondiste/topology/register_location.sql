-- Notes where a member is; on the root the others are told.
-- :queue     name of the set's queue
-- :node      name of the node
-- :location  connect string; null keeps the old one
-- :dead      true if the member is out of reach for good
select a.ret_code, a.ret_note from pgq_node.register_location(:queue, :node, cast(:location as text), :dead) a
