-- Stores the attributes of a local table.
-- :queue     name of the set's queue
-- :table     name of the table in the set
-- :attributes  in URL encoding; null for none
select a.ret_code, a.ret_note from londiste.local_set_table_attrs(:queue, :table, cast(:attributes as text)) a
