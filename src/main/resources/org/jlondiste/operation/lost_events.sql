-- The events of a queue that came after a tick, in their order.
--   queue: its name
--   tick: id of the tick
select e.ev_id, e.ev_time::text, e.ev_txid, e.ev_retry, e.ev_type, e.ev_data,
       e.ev_extra1, e.ev_extra2, e.ev_extra3, e.ev_extra4, e.tick_id, e.prev_tick_id
  from jlondiste.events_after_tick(:queue, :tick) e
