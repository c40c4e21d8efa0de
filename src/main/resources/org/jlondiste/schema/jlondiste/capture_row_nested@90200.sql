-- An expression for the body of a row trigger function: may the rows have been changed by others on
-- the same table behind the statement's back?
--   i_noted: queue and table, as 'id.oid'
create or replace function jlondiste.capture_row_nested(i_noted text)
returns text
language sql immutable
as $$
  select '(strpos(v_open, ''!'') > 0 or strpos(substr(v_open, 2), '' '') > 0) and jlondiste.statement_nested('
    || quote_literal($1) || ', v_open)'
$$;
