-- Numbers of the columns of a table that the server computes from others.
create or replace function jlondiste.generated_columns(i_table oid) returns int2[] as $$
    select array[]::int2[]
$$ language sql immutable;
