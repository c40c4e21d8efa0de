-- Has a table stopped, so that changes are no longer applied to it?
--   queue: name of the set's queue
--   table: its name in the set
select exists (
  select 1 from jlondiste.stopped_table s
  where s.queue_name = :queue and s.table_name = :table
) as found
