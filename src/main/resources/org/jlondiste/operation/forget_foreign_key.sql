-- Notes that a foreign key is back.
-- :table  the table that it is on
-- :key    its name
delete from londiste.pending_fkeys
 where from_table = :table
   and fkey_name = :key
