-- Notes the oldest tick that a subscriber still needs; called on its provider.
-- :queue     name of the set's queue
-- :node      name of the node
-- :tick      id of the tick
select a.ret_code, a.ret_note from pgq_node.set_subscriber_watermark(:queue, :node, :tick) a
