-- Gives a local table other attributes and other triggers.
-- :queue     name of the set's queue
-- :table     name of the table in the set
-- :arguments   trigger arguments; null for none
-- :attributes  in URL encoding; null for none
select a.ret_code, a.ret_note
  from londiste.local_change_handler(:queue, :table, cast(:arguments as text[]), cast(:attributes as text)) a
