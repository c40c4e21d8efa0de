-- One letter per column of a table: k for those of the primary key, v for others.
create or replace function londiste.find_column_types(tbl text) returns text as $$
    select array_to_string(array(
        select case when exists (
            select 1 from pg_catalog.pg_index i
            where i.indrelid = a.attrelid and i.indisprimary and a.attnum = any (i.indkey)
        ) then 'k' else 'v' end
        from pg_catalog.pg_attribute a
        where a.attrelid = londiste.find_table_oid($1) and a.attnum > 0 and not a.attisdropped
        order by a.attnum
    ), '')
$$ language sql stable strict;
