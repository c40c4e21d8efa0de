-- Forgets the chunks of a copy.
--   queue, table: which
delete from jlondiste.copy_chunk
where queue_name = :queue and table_name = :table
