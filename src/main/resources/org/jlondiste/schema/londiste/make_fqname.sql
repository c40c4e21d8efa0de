-- A table's name with its schema: public where none is given.
create or replace function londiste.make_fqname(i_name text) returns text as $$
    select case when strpos($1, '.') > 0 then $1 else 'public.' || $1 end
$$ language sql immutable strict;
