-- Schema and name of schema.name; the first dot divides, without one the schema is public.
create or replace function londiste.split_fqname(i_fqname text, out schema_part text, out name_part text) as $$
    select case when strpos($1, '.') > 0 then substr($1, 1, strpos($1, '.') - 1) else 'public' end,
        substr($1, strpos($1, '.') + 1)
$$ language sql immutable strict;
