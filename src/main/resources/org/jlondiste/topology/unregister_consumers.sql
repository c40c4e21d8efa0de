-- Forgets the positions of those of some consumers that have one.
-- :queue      name of the set's queue
-- :consumers  their names
select count((pgq_node.unregister_consumer(s.queue_name, s.consumer_name)).ret_code) as gone
  from pgq_node.local_state s
 where s.queue_name = :queue
   and s.consumer_name = any (cast(:consumers as text[]))
