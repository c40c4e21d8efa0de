-- Notes copies whose rows came all at once.
--   queue, tables: which
--   start_tick: changes behind it are replayed
--   redo_until: at this tick they are exact
--   rows, bytes: how much of each it was, in the order of the tables
insert into jlondiste.copy
  (queue_name, table_name, start_tick, redo_until, in_chunks, expected_rows, expected_bytes, copied_at)
select cast(:queue as text), c.table_name, :start_tick, :redo_until, false, cast(c.rows as int8), cast(c.bytes as int8), now()
from (
  select unnest(cast(:tables as text[])) as table_name, unnest(cast(:rows as text[])) as rows,
    unnest(cast(:bytes as text[])) as bytes
) c
