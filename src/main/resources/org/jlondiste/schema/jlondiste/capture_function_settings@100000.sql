-- Can a table's statements be captured the short way?
--   i_relation: the table
create or replace function jlondiste.capture_has_short_way(i_relation oid)
returns bool
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return jlondiste.capture_kind(i_relation) = 'statement'
    and not jlondiste.capture_entangled(i_relation)
    and jlondiste.capture_needed_settings(i_relation) is not null;
end;
$$;

-- The settings that a table's trigger function is declared with: none where it has a short way, which sees
-- to the settings by itself.
--   i_relation: the table
create or replace function jlondiste.capture_function_settings(i_relation oid)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return case when jlondiste.capture_has_short_way(i_relation) then '' else jlondiste.capture_settings() end;
end;
$$;
