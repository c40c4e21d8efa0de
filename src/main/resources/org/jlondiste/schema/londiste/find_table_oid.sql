-- The table of this raw schema.name, NULL if there is none.
create or replace function londiste.find_table_oid(tbl text) returns oid as $$
    select londiste.find_rel_oid($1, 'r')
$$ language sql stable strict;
