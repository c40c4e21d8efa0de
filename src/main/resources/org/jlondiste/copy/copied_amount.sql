-- How much of a table was copied so far.
--   queue, table: which
select coalesce(sum(c.rows_copied), 0)::int8 as rows, coalesce(sum(c.bytes_copied), 0)::int8 as bytes
from jlondiste.copy_chunk c
where c.queue_name = :queue and c.table_name = :table and c.copied_at is not null
