-- A condition for the body of a row trigger function: do the columns that the catalog shows under
-- an old snapshot differ from those of the row?
--   i_row: new or old
create or replace function jlondiste.capture_row_outdated(i_row text)
returns text
language sql immutable
as $$
  select 'not jlondiste.has_columns(row_to_json(' || $1 || '), v_columns)'
$$;
