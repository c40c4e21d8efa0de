-- The statements on captured tables that are under way, as noted by statement_begins: one entry
-- ' table:operation.level' for each, the youngest last, with '!' behind it if another statement on
-- the same table ended inside.
create or replace function jlondiste.open_statements()
returns text
language sql stable
as $$
  select pg_catalog.current_setting('jlondiste.statements', true)
$$;
