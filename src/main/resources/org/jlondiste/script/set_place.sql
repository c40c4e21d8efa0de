-- Notes the name that a table has here now.
--   queue, table: its name in the set
--   place: its name here
update londiste.table_info
set dest_table = nullif(:place, table_name)
where queue_name = :queue and table_name = :table
