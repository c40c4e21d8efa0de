-- The statements on captured tables that are under way, as noted by statement_begins: one entry
-- ' table:operation.level' for each, the youngest last, with '!' behind it if another statement on
-- the same table ended inside.
create or replace function jlondiste.open_statements()
returns text
language plpgsql stable
as $$
begin
  return pg_catalog.current_setting('jlondiste.statements');
exception
  when undefined_object then
    return null;
end;
$$;
