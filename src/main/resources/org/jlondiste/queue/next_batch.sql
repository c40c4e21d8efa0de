-- The consumer's next batch; all null if there is none.
--   queue, consumer: who asks
--   min_lag: seconds that the last tick has to be old; null for none
--   min_interval: seconds that the batch is to span; null for the very next tick
--   min_count: events that the batch is to hold at least; null for the very next tick
select b.batch_id, b.prev_tick_id, b.cur_tick_id, b.cur_tick_time::text as cur_tick_time,
  b.cur_tick_event_seq - b.prev_tick_event_seq as event_count,
  b.cur_tick_event_seq as event_sequence,
  extract(epoch from clock_timestamp() - b.cur_tick_time)::float8 as age
from pgq.next_batch_custom(
  :queue, :consumer, cast(:min_lag as float8) * interval '1 second', cast(:min_count as int4),
  cast(:min_interval as float8) * interval '1 second') b
