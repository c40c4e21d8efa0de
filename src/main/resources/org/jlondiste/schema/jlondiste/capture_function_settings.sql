-- The settings that a table's trigger function is declared with.
--   i_relation: the table
create or replace function jlondiste.capture_function_settings(i_relation oid)
returns text
language sql stable
as $$
  select jlondiste.capture_settings()
$$;
