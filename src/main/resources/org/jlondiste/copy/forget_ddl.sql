-- Notes that something is back.
--   queue, table, object: what
delete from jlondiste.copy_ddl
where queue_name = :queue and table_name = :table and object_name = :object
