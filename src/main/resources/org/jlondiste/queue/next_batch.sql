-- The consumer's next batch; all null if there is none.
--   queue, consumer: who asks
--   min_count: events that the batch is to hold at least; null for the very next tick
select b.batch_id, b.prev_tick_id, b.cur_tick_id, b.cur_tick_time::text as cur_tick_time,
  b.cur_tick_event_seq - b.prev_tick_event_seq as event_count,
  b.cur_tick_event_seq as event_sequence,
  extract(epoch from clock_timestamp() - b.cur_tick_time)::float8 as age
from pgq.next_batch_custom(
  :queue, :consumer, null::interval, cast(:min_count as int4), null::interval) b
