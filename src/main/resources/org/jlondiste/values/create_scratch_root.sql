-- Makes a root of its own, whose queue nobody else reads.
-- :name  of the queue, the node and its worker
select l.ret_code, l.ret_note from pgq_node.register_location(:name, :name, 'dbname=none', false) l
union all
select n.ret_code, n.ret_note from pgq_node.create_node(:name, 'root', :name, :name, null, null, null) n
