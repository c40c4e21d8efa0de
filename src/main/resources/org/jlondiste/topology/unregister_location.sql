-- Forgets a member; on the root the others are told.
-- :queue     name of the set's queue
-- :node      name of the node
select a.ret_code, a.ret_note from pgq_node.unregister_location(:queue, :node) a
