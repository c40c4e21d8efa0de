-- Lets the capture of a queue see what workers write, if the queue is fed by leafs of this database,
-- and else not; how many triggers were altered.
--   queue: the queue
select jlondiste.settle_fed_capture(:queue) as altered
