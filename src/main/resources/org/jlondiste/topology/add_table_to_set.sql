-- Adds a table to the list of the set.
-- :queue     name of the set's queue
-- :table     name of the table in the set
select a.ret_code, a.ret_note from londiste.global_add_table(:queue, :table) a
