-- Forgets a copy.
--   queue, table: which
delete from jlondiste.copy
where queue_name = :queue and table_name = :table
