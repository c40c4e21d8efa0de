-- Lets a node no longer read from this one.
-- :queue     name of the set's queue
-- :node      name of the node
select a.ret_code, a.ret_note from pgq_node.unregister_subscriber(:queue, :node) a
