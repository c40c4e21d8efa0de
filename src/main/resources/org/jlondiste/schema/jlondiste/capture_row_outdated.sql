-- A part of the body of a row trigger function, which sets v_changed: do the columns that the catalog shows under
-- an old snapshot differ from those of the row? Of those the server knows by itself, whatever the snapshot.
create or replace function jlondiste.capture_row_outdated()
returns text
language sql immutable
as $$
  select '
      begin
        if tg_op = ''DELETE'' then
          execute (select jlondiste.capture_row_other_columns(v_columns)) into v_changed using old;
        else
          execute (select jlondiste.capture_row_other_columns(v_columns)) into v_changed using new;
        end if;
      exception
        when undefined_column then
          v_changed := true;
      end;'::text
$$;
