-- Lets a node read from this one, and answers the global watermark.
-- :queue     name of the set's queue
-- :node      name of the node
-- :worker    consumer name of that node's worker
-- :tick      the tick it has done; null for the global watermark
select a.ret_code, a.ret_note, a.global_watermark
  from pgq_node.register_subscriber(:queue, :node, :worker, cast(:tick as int8)) a
