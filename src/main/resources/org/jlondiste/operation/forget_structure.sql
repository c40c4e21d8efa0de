-- Forgets what table jlondiste.copy_ddl says about a table.
-- :queue  name of the set's queue
-- :table  name of the table in the set
delete from jlondiste.copy_ddl
 where queue_name = :queue
   and table_name = :table
