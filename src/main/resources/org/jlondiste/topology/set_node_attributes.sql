-- Stores a node's attributes.
-- :queue     name of the set's queue
-- :attributes  in URL encoding; null for none
select a.ret_code, a.ret_note from pgq_node.set_node_attrs(:queue, cast(:attributes as text)) a
