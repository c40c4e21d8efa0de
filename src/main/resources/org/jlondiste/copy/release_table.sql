-- Forgets that a table stopped.
--   queue, table: which
delete from jlondiste.stopped_table
where queue_name = :queue and table_name = :table
