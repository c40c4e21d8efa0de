-- An expression for the body of a row trigger function: may the rows have been changed by others on
-- the same table behind the statement's back? Servers before 9.2 cannot note what is under way;
-- there every trigger that is neither ours nor the server's own is suspected, of any table that one statement may change
-- together with this one.
--   i_noted: queue and table, as 'id.oid'
create or replace function jlondiste.capture_row_nested(i_noted text)
returns text
language sql immutable
as $$
  select 'exists (
    select 1
    from pg_catalog.pg_trigger t
    join pg_catalog.pg_proc p on p.oid = t.tgfoid
    join pg_catalog.pg_namespace n on n.oid = p.pronamespace
    where t.tgrelid = any (jlondiste.capture_relatives('::text || split_part($1, '.', 2) || '))
      and n.nspname not in (''pg_catalog'', ''jlondiste'', ''pgq'', ''londiste''))'
$$;
