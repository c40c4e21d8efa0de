-- The names of a table's columns as they are now, as the text of an array.
create or replace function jlondiste.capture_columns(i_relation oid)
returns text
language sql stable
as $$
  select array(
    select a.attname
    from pg_catalog.pg_attribute a
    where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped
    order by a.attnum)::text
$$;
