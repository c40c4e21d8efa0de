-- Forgets that tables stopped.
--   queue, tables: which
delete from jlondiste.stopped_table
where queue_name = :queue and table_name = any (cast(:tables as text[]))
