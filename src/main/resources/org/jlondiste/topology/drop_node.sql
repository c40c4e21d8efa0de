-- Makes this database no node any more, or forgets another node.
-- :queue     name of the set's queue
-- :node      name of the node
select a.ret_code, a.ret_note from pgq_node.drop_node(:queue, :node) a
