-- A raw schema.name as an identifier for SQL; the first dot divides, without one the schema is public.
create or replace function londiste.quote_fqname(i_name text) returns text as $$
    select pgq.quote_fqname($1)
$$ language sql immutable strict;
