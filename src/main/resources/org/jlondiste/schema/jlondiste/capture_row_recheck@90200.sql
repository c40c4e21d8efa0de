-- Commands for the body of a row trigger function that tell a row that was changed again since the
-- statement left it: none, what is under way is noted.
--   i_relation: the table
--   i_keys, i_operators: its key
create or replace function jlondiste.capture_row_recheck(i_relation oid, i_keys text[], i_operators text[])
returns text
language sql immutable
as $$
  select ''::text
$$;
