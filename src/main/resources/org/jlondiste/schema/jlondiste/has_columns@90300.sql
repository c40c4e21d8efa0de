-- Does a row have just these columns? Of the row's values nothing may be read: a json among them may
-- hold what no text can, such as \u0000. So escapes count for nothing, in names neither.
--   i_row: the row
--   i_columns: names, as the text of an array
create or replace function jlondiste.has_columns(i_row json, i_columns text)
returns bool
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
  select array(
      select json_object_keys(replace(replace($1::text, E'\\\\', ''), E'\\u', 'u')::json))
    = array(
      select json_object_keys(replace(replace('{' || to_json(c.name)::text || ':0}', E'\\\\', ''), E'\\u', 'u')::json)
      from unnest($2::text[]) as c (name))
$$;
