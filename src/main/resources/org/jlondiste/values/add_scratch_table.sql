-- Captures a table.
-- :name   of the queue
-- :table  name of the table
select a.ret_code, a.ret_note from londiste.local_add_table(:name, :table) a
