-- Asks for a fresh copy of a local table, whatever its state.
-- :queue     name of the set's queue
-- :table     name of the table in the set
update londiste.table_info
   set merge_state = null,
       custom_snapshot = null
 where queue_name = :queue
   and table_name = :table
   and local
