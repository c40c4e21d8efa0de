-- The relation of this raw schema.name and kind (r: also partitioned tables), NULL if there is none.
-- Names are compared as names, so that the catalog's indexes serve however many tables there are.
create or replace function londiste.find_rel_oid(i_fqname text, i_kind text) returns oid as $$
    select c.oid
    from londiste.split_fqname($1) f
    join pg_catalog.pg_namespace n on n.nspname = f.schema_part::name
    join pg_catalog.pg_class c on c.relnamespace = n.oid and c.relname = f.name_part::name
    where c.relkind = $2 or $2 = 'r' and c.relkind = 'p'
$$ language sql stable strict;
