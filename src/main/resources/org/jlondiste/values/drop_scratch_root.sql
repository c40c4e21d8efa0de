-- Drops the root and its queue.
-- :name  of the queue and of the node
select d.ret_code, d.ret_note from pgq_node.drop_node(:name, :name) d
