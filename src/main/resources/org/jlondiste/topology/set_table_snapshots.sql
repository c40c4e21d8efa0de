-- Notes which transactions' changes the copies of some tables hold already; null when that no longer matters.
-- :queue     name of the set's queue
-- :tables    names of the tables in the set
-- :snapshot  a txid_snapshot as text; may be null
update londiste.table_info
   set custom_snapshot = cast(:snapshot as text)
 where queue_name = :queue
   and table_name = any (cast(:tables as text[]))
   and local
