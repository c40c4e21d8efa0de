-- What puts back what a copy took off a table, its key first.
-- :queue  name of the set's queue
-- :table  name of the table in the set
select d.statement
  from jlondiste.copy_ddl d
 where d.queue_name = :queue
   and d.table_name = :table
 order by d.is_key desc, d.object_name
