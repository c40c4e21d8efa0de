-- Forgets which transactions the copies of tables saw, where the copies are complete.
-- :queue  name of the set's queue
update londiste.table_info
   set custom_snapshot = null
 where queue_name = :queue
   and local
   and merge_state in ('ok', '?')
   and custom_snapshot is not null
