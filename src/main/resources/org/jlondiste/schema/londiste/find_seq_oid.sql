-- The sequence of this raw schema.name, NULL if there is none.
create or replace function londiste.find_seq_oid(seq text) returns oid as $$
    select londiste.find_rel_oid($1, 'S')
$$ language sql stable strict;
