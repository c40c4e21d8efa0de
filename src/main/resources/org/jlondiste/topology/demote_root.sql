-- Makes this root a branch, in three steps.
-- :queue     name of the set's queue
-- :step      1 stops writers, 2 makes the last tick, 3 demotes
-- :provider  the new root
select a.ret_code, a.ret_note, a.last_tick from pgq_node.demote_root(:queue, :step, :provider) a
