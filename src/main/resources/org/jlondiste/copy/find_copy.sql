-- A copy that was begun; no row if there is none.
--   queue, table: which
select c.start_tick, c.redo_until, c.in_chunks, c.expected_rows, c.expected_bytes
from jlondiste.copy c
where c.queue_name = :queue and c.table_name = :table
