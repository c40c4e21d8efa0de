-- What a database knows about the node that it is in a set; ret_code 404 if it is none.
-- :queue  name of the set's queue
select n.ret_code, n.ret_note, n.node_type, n.node_name, n.global_watermark, n.local_watermark,
       n.provider_node, n.provider_location, n.combined_queue, n.combined_type, n.worker_name,
       n.worker_paused, n.worker_uptodate, n.worker_last_tick, n.node_attrs, n.target_for
  from pgq_node.get_node_info(:queue) n
