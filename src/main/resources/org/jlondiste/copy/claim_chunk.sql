-- Locks a chunk that is not copied yet; no row if it is, or if the table is not in-copy any more.
--   queue, table, number: which
select c.chunk_nr
from jlondiste.copy_chunk c
where c.queue_name = :queue and c.table_name = :table and c.chunk_nr = :number
  and c.copied_at is null
  and exists (
    select 1
    from londiste.table_info t
    where t.queue_name = c.queue_name and t.table_name = c.table_name and t.merge_state = 'in-copy')
for update of c
