-- Are rows of a queue in a local table?
--   queue: name of the queue
--   table: the local table
select exists (
  select 1 from jlondiste.merged_part m where m.queue_name = :queue and m.table_name = :table
) as found
