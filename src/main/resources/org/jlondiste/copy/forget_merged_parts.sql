-- Notes that local tables were emptied.
--   tables: the local tables
delete from jlondiste.merged_part where table_name = any (cast(:tables as text[]))
