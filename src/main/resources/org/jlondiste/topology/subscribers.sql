-- The nodes that read directly from this one.
-- :queue  name of the set's queue
select s.node_name, s.worker_name, s.node_watermark
  from pgq_node.get_subscriber_info(:queue) s
 order by s.node_name
