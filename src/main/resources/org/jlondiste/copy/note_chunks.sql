-- Notes that tables are here, each as one chunk.
--   queue, tables: which
--   rows, bytes: how much of each it was, in the order of the tables
insert into jlondiste.copy_chunk
  (queue_name, table_name, chunk_nr, rows_copied, bytes_copied, copied_at)
select cast(:queue as text), c.table_name, 1, cast(c.rows as int8), cast(c.bytes as int8), now()
from (
  select unnest(cast(:tables as text[])) as table_name, unnest(cast(:rows as text[])) as rows,
    unnest(cast(:bytes as text[])) as bytes
) c
