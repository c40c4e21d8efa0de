-- Marks a batch as done.
--   batch: id of an unfinished batch
select pgq.finish_batch(:batch) as finished
