-- Makes this database a node; locations must be registered before.
-- :queue     name of the set's queue
-- :type      root, branch or leaf
-- :node      name of the node
-- :worker    consumer name of its worker
-- :provider  the node it reads from; null for a root
-- :watermark global watermark; null for a root
-- :combined  queue of this database that a merge leaf feeds; else null
select a.ret_code, a.ret_note
  from pgq_node.create_node(:queue, :type, :node, :worker, cast(:provider as text),
                            cast(:watermark as int8), cast(:combined as text)) a
