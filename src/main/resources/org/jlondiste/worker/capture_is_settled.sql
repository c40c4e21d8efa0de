-- Does the capture of a queue that is fed see all that workers write?
--   queue: the queue
select not exists (select 1 from jlondiste.unsettled_capture(:queue, 'A')) as settled
