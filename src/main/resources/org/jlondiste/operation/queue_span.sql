-- The first and the last tick that a queue holds, and how many events were in it at a tick.
-- :queue  its name
-- :tick   the tick; null for none
select min(t.tick_id) as first_tick,
       max(t.tick_id) as last_tick,
       max(case when t.tick_id = cast(:tick as int8) then t.tick_event_seq end) as event_count
  from pgq.tick t
       join pgq.queue q on q.queue_id = t.tick_queue
 where q.queue_name = :queue
