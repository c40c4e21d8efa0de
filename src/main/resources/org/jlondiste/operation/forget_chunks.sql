-- Forgets what table jlondiste.copy_chunk says about a table.
-- :queue  name of the set's queue
-- :table  name of the table in the set
delete from jlondiste.copy_chunk
 where queue_name = :queue
   and table_name = :table
