-- Forgets the chunks of copies.
--   queue, tables: which
delete from jlondiste.copy_chunk
where queue_name = :queue and table_name = any (cast(:tables as text[]))
