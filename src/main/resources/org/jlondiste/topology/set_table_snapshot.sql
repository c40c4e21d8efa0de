-- Notes which transactions' changes a table's copy already holds; null when that no longer matters.
-- :queue     name of the set's queue
-- :table     name of the table in the set
-- :snapshot  a txid_snapshot as text; may be null
update londiste.table_info
   set custom_snapshot = cast(:snapshot as text)
 where queue_name = :queue
   and table_name = :table
   and local
