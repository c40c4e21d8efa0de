-- Notes that a copy begins.
--   queue, table: which
--   start_tick: changes behind it are replayed
--   in_chunks: in several chunks
--   rows, bytes: what the source expects
insert into jlondiste.copy
  (queue_name, table_name, start_tick, in_chunks, expected_rows, expected_bytes)
values (:queue, :table, :start_tick, :in_chunks, :rows, :bytes)
