-- Notes how far a part queue went into the combined queue; called on a combined branch.
-- :combined  name of the combined queue
-- :part      name of the part queue
-- :tick      id of the part queue's tick
select a.ret_code, a.ret_note from pgq_node.set_partition_watermark(:combined, :part, :tick) a
