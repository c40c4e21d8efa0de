-- Notes that all chunks are here, and at which tick the copy will be exact.
--   queue, table: which
--   tick: made after the last chunk was read
update jlondiste.copy
set redo_until = :tick, copied_at = now()
where queue_name = :queue and table_name = :table
