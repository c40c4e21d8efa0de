-- Registers consumers at a tick, or moves them there.
--   queue, consumers: who registers
--   tick: id of an existing tick
select count(pgq.register_consumer_at(:queue, c.name, :tick)) as registered
from (select unnest(cast(:consumers as text[])) as name offset 0) c
