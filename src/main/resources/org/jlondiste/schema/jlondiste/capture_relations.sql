-- The tables that carry the triggers of a captured table: itself.
--   i_relation: the table
--   has_rows: whether rows can be in it
create or replace function jlondiste.capture_relations(
  i_relation oid, out relation oid, out has_rows bool)
returns setof record
language sql stable
as $$
  select $1, true
$$;
