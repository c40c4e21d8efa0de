-- Forgets what table jlondiste.kept_partition says about tables.
-- :queue  name of the set's queue
-- :tables  names of the tables in the set
delete from jlondiste.kept_partition
 where queue_name = :queue
   and table_name = any (cast(:tables as text[]))
