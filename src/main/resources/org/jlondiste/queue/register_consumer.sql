-- Registers a consumer at the last tick; one that is registered stays where it is.
--   queue, consumer: who registers
select pgq.register_consumer(:queue, :consumer) as registered
