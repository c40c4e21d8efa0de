-- The relation of this raw schema.name and kind (r: also partitioned tables), NULL if there is none.
create or replace function londiste.find_rel_oid(i_fqname text, i_kind text) returns oid as $$
    select c.oid
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where n.nspname = (londiste.split_fqname($1)).schema_part
        and c.relname = (londiste.split_fqname($1)).name_part
        and (c.relkind = $2 or $2 = 'r' and c.relkind = 'p')
$$ language sql stable strict;
