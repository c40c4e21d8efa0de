-- Lets this node replicate a table: the root captures it, others apply it.
-- :queue     name of the set's queue
-- :table     name of the table in the set
-- :arguments   trigger arguments; null for none
-- :attributes  in URL encoding; null for none
-- :destination name of the table here; null if it is the same
select a.ret_code, a.ret_note
  from londiste.local_add_table(:queue, :table, cast(:arguments as text[]),
                                cast(:attributes as text), cast(:destination as text)) a
