-- Takes all events and ticks after a tick out of a queue.
--   queue: its name
--   tick: id of the tick
select jlondiste.forget_after_tick(:queue, :tick) as events
