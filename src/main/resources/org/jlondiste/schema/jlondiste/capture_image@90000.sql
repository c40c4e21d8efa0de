-- What a column is cast to before it is made a text, so that the text tells all of its bits: nothing.
--   i_relation: its table
--   i_column: its name
create or replace function jlondiste.exact_cast(i_relation oid, i_column text)
returns text
language sql immutable
as $$
  select ''::text
$$;

-- An expression for the text of a whole row.
--   i_relation: its table
--   i_row: the row, as new or old, or "jlondiste row" of a query
create or replace function jlondiste.capture_image(i_relation oid, i_row text)
returns text
language sql immutable
as $$
  select case when $2 in ('new', 'old') then $2 else '(' || $2 || '.*)' end || '::text'
$$;

-- Commands for the body of a row trigger function that make the images of the new and the old row: none,
-- the rows write themselves.
--   i_relation: the table
create or replace function jlondiste.capture_images(i_relation oid)
returns text
language sql immutable
as $$
  select ''::text
$$;
