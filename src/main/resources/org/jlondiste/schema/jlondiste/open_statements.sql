-- The statements on captured tables that are under way, as noted by statement_begins: one entry
-- ' table:operation.level' for each, the youngest last, with '!' behind it if another statement on
-- the same table ended inside. Servers before 9.2 have no place for notes.
create or replace function jlondiste.open_statements()
returns text
language sql stable
as $$
  select null::text
$$;
