-- Makes a queue tick soon, so that what was written until now can be read.
-- :queue  name of the queue
select pgq.force_tick(:queue) as tick
