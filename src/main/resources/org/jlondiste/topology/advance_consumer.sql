-- Moves a consumer's position from one tick to another, if it is there.
--   queue, consumer: who
--   from, to: tick ids
update pgq_node.local_state
set last_tick_id = :to, cur_error = null
where queue_name = :queue and consumer_name = :consumer and last_tick_id = :from
