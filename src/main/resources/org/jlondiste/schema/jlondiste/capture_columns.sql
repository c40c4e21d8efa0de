-- The names of a table's columns as they are now, as the text of an array.
create or replace function jlondiste.capture_columns(i_relation oid)
returns text
language plpgsql stable
as $$
begin
  return array(
    select a.attname
    from pg_catalog.pg_attribute a
    where a.attrelid = i_relation and a.attnum > 0 and not a.attisdropped
    order by a.attnum)::text;
end;
$$;
