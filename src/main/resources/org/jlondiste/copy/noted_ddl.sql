-- What is still to be put back on a table, its key first.
--   queue, table: which
select d.object_name, d.is_key, d.statement
from jlondiste.copy_ddl d
where d.queue_name = :queue and d.table_name = :table
order by d.is_key desc, d.object_name
