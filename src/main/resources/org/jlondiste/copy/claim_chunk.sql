-- Locks a chunk that is not copied yet; no row if it is.
--   queue, table, number: which
select c.chunk_nr
from jlondiste.copy_chunk c
where c.queue_name = :queue and c.table_name = :table and c.chunk_nr = :number
  and c.copied_at is null
for update
