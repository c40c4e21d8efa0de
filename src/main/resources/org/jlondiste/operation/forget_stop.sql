-- Forgets what table jlondiste.stopped_table says about a table.
-- :queue  name of the set's queue
-- :table  name of the table in the set
delete from jlondiste.stopped_table
 where queue_name = :queue
   and table_name = :table
