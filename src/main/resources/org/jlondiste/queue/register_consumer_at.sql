-- Registers a consumer at a tick, or moves it there.
--   queue, consumer: who registers
--   tick: id of an existing tick
select pgq.register_consumer_at(:queue, :consumer, :tick) as registered
