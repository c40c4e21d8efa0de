-- Foreign keys from and to a table.
--   table: schema.name
select f.from_table, f.fkey_name
from londiste.find_table_fkeys(:table) f
