-- An expression for the text of a row that a trigger sees as "jlondiste row".
--   i_relation: its table
create or replace function jlondiste.capture_row_text(i_relation oid)
returns text
language sql stable
as $$
  select '("jlondiste row".*)::pg_catalog.text'::text
$$;
