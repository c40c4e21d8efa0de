-- Lets this node no longer replicate a table.
-- :queue     name of the set's queue
-- :table     name of the table in the set
select a.ret_code, a.ret_note from londiste.local_remove_table(:queue, :table) a
