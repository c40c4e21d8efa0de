-- Notes that a local table was emptied.
--   table: the local table
delete from jlondiste.merged_part where table_name = :table
