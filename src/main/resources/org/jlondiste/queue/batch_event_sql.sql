-- The query that answers the events of a batch.
--   batch: id of an unfinished batch
select pgq.batch_event_sql(:batch) as batch_event_sql
