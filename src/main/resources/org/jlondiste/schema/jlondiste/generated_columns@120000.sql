-- Numbers of the columns of a table that the server computes from others.
create or replace function jlondiste.generated_columns(i_table oid) returns int2[] as $$
    select array(
        select a.attnum from pg_catalog.pg_attribute a
        where a.attrelid = $1 and a.attnum > 0 and a.attgenerated <> '')
$$ language sql stable;
