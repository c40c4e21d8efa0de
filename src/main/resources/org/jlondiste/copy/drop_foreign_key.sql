-- Drops a foreign key and notes how to put it back.
--   table: schema.name of the table that has it
--   name: of the constraint
select londiste.drop_table_fkey(:table, :name) as dropped
