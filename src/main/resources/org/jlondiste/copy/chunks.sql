-- The chunks of a copy.
--   queue, table: which
select c.chunk_nr, c.lower_bound, c.upper_bound, c.copied_at is not null as copied
from jlondiste.copy_chunk c
where c.queue_name = :queue and c.table_name = :table
order by c.chunk_nr
