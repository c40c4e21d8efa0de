-- Notes a statement that puts back what was taken off a table.
--   queue, table, object: what
--   is_key: replaying changes needs it
--   statement: puts it back
insert into jlondiste.copy_ddl (queue_name, table_name, object_name, is_key, statement)
values (:queue, :table, :object, :is_key, :statement)
