-- A condition that is true if an update changed keys, for a trigger function that sees the rows as
-- new_rows and old_rows.
--   i_keys: the key's columns
create or replace function jlondiste.capture_key_changed(i_keys text[])
returns text
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
  select 'exists (select 1 from old_rows as o where not exists (select 1 from new_rows as n where '
    || string_agg(
      'n.' || quote_ident($1[i]) || '::text collate "C" = o.' || quote_ident($1[i]) || '::text collate "C"',
      ' and ' order by i)
    || '))'
  from generate_subscripts($1, 1) as i
$$;
