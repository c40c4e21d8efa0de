-- Forgets copies.
--   queue, tables: which
delete from jlondiste.copy
where queue_name = :queue and table_name = any (cast(:tables as text[]))
