-- A raw schema.name as an identifier for SQL; the first dot divides, without one the schema is public.
create or replace function pgq.quote_fqname(i_name text) returns text as $$
    select case when strpos($1, '.') > 0
        then quote_ident(substr($1, 1, strpos($1, '.') - 1)) || '.' || quote_ident(substr($1, strpos($1, '.') + 1))
        else 'public.' || quote_ident($1) end
$$ language sql immutable strict;
