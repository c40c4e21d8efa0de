-- Makes this branch the root.
-- :queue     name of the set's queue
select a.ret_code, a.ret_note from pgq_node.promote_branch(:queue) a
