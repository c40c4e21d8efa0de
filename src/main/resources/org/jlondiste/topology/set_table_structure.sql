-- Notes the DDL that must be run again when a table's copy is done; null when there is none.
-- :queue     name of the set's queue
-- :table     name of the table in the set
-- :ddl       statements; may be null
select a.ret_code, a.ret_note from londiste.local_set_table_struct(:queue, :table, cast(:ddl as text)) a
