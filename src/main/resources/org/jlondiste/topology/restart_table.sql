-- Asks for a fresh copy of a local table if its state is the expected one.
-- :queue     name of the set's queue
-- :table     name of the table in the set
-- :from      state that is expected; null before the first copy
update londiste.table_info
   set merge_state = null,
       custom_snapshot = null
 where queue_name = :queue
   and table_name = :table
   and local
   and (merge_state is not distinct from cast(:from as text)
        or (merge_state = '?' and cast(:from as text) = 'ok'))
