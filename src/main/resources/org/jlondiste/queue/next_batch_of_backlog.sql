-- next_batch_of_backlog
-- A batch over many ticks at once: all that there are if they hold few events, else about half the way to the last
-- one. A further single tick comes as it is. All null if there is no further tick, or if that way cannot be had.
-- The last tick is looked up by itself, for a join would read all ticks to sort them.
--   queue, consumer: who asks
--   from: the tick at which the consumer is
--   min_count: a batch of so many events is large enough
with way as (
  select case when w.wide then cast(:min_count as int4) end as events,
    case when w.wide then w.span / case when w.events <= cast(:min_count as int8) then 1 else 2 end end as span
  from (
    select l.tick_id > f.tick_id + 1 and l.tick_time > f.tick_time as wide, l.tick_time - f.tick_time as span,
      l.tick_event_seq - f.tick_event_seq as events
    from pgq.queue q
    join pgq.tick f on f.tick_queue = q.queue_id and f.tick_id = :from
    join pgq.tick l on l.tick_queue = q.queue_id and l.tick_id = (
      select max(m.tick_id) from pgq.tick m where m.tick_queue = q.queue_id)
    where q.queue_name = :queue
  ) w
)
select b.batch_id, b.prev_tick_id, b.cur_tick_id, b.cur_tick_time::text as cur_tick_time,
  b.cur_tick_event_seq - b.prev_tick_event_seq as event_count,
  b.cur_tick_event_seq as event_sequence,
  extract(epoch from clock_timestamp() - b.cur_tick_time)::float8 as age
from pgq.next_batch_custom(
  :queue, :consumer, null, (select w.events from way w), (select w.span from way w)) b
