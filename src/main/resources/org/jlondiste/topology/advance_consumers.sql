-- Moves the positions of some consumers from one tick to another, of those that are there.
--   queue, consumers: who
--   from, to: tick ids
update pgq_node.local_state
set last_tick_id = :to, cur_error = null
where queue_name = :queue and consumer_name = any (cast(:consumers as text[])) and last_tick_id = :from
