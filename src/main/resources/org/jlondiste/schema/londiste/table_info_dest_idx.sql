-- creates: londiste.table_info_dest_idx
-- Which tables of the set a local table stands for is asked for each table that is added.
create index table_info_dest_idx on londiste.table_info ((coalesce(dest_table, table_name)));
