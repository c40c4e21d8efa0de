-- How far some consumers of this node are, all together.
-- :queue      name of the set's queue
-- :consumers  their names
select count(*) as known, min(s.last_tick_id) as first_tick, max(s.last_tick_id) as last_tick
  from pgq_node.local_state s
 where s.queue_name = :queue
   and s.consumer_name = any (cast(:consumers as text[]))
