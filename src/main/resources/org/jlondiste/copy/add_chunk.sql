-- Notes a chunk that is to be copied.
--   queue, table, number: which
--   lower, upper: its bounds
insert into jlondiste.copy_chunk (queue_name, table_name, chunk_nr, lower_bound, upper_bound)
values (:queue, :table, :number, cast(:lower as text[]), cast(:upper as text[]))
