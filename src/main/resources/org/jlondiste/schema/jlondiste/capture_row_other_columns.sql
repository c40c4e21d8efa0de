-- A query: is the row $1 another one than what its columns of these names make up? What stands in another
-- place, or is not named, makes another text; a name that the row does not have is an error.
--   i_columns: names, as the text of an array
create or replace function jlondiste.capture_row_other_columns(i_columns text)
returns text
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
  select 'select row(' || array_to_string(array(
      select '($1).' || quote_ident(c.name)
      from unnest($1::text[]) as c (name)), ', ') || ')::text <> $1::text'
$$;
