-- Registers a consumer at the tick at which another one is, if that is there.
--   queue: name of the set's queue
--   old, new: the consumers
select pgq.register_consumer_at(:queue, :new, c.last_tick) as registered
from pgq.get_consumer_info(:queue, :old) c
