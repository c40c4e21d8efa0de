-- A part of the body of a row trigger function, which sets v_changed: do the columns that the catalog shows under
-- an old snapshot differ from those of the row?
create or replace function jlondiste.capture_row_outdated()
returns text
language sql immutable
as $$
  select '
      if tg_op = ''DELETE'' then
        v_changed := not jlondiste.has_columns(row_to_json(old), v_columns);
      else
        v_changed := not jlondiste.has_columns(row_to_json(new), v_columns);
      end if;'::text
$$;
