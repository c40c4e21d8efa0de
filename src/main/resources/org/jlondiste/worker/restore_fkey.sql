-- Puts a foreign key back, or answers the next statement that does so; empty when it is done.
--   table, name: of the key
--   lazy: in several statements, each in a transaction of its own
select londiste.restore_table_fkey(:table, :name, :lazy) as statement
