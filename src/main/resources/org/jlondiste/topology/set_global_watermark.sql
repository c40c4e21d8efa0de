-- Notes the oldest tick that any node still needs; on the root null computes and publishes it.
-- :queue     name of the set's queue
-- :tick      id of the tick; may be null on the root
select a.ret_code, a.ret_note from pgq_node.set_global_watermark(:queue, cast(:tick as int8)) a
