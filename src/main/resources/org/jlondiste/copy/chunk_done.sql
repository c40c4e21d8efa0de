-- Notes that a chunk is here.
--   queue, table, number: which
--   rows, bytes: how much it was
update jlondiste.copy_chunk
set rows_copied = :rows, bytes_copied = :bytes, copied_at = now()
where queue_name = :queue and table_name = :table and chunk_nr = :number
