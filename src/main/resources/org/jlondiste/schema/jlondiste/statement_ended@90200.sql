-- Takes the note of a statement away and tells whether its rows may have been changed by others on
-- the same table behind its back: because such a statement ended inside it, because it ran inside
-- such a statement, or because of a sister in the same query.
--   i_table: queue and table, as 'id.oid'
--   i_operation: what the statement did
--   i_level: how deep in the call stack it is; null if that is not known
--   i_open: the list of open statements
create or replace function jlondiste.statement_ended(
  i_table text, i_operation text, i_level int4, i_open text)
returns bool
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_entries text[] := string_to_array(ltrim(coalesce(i_open, '')), ' ');
  v_mine text := i_table || ':' || i_operation || '.';
  v_at int4 := 0;
  v_level int4 := i_level;
  v_left text := '';
  v_nested bool := false;
  v_entry text;
  v_other int4;
begin
  for i in reverse coalesce(array_upper(v_entries, 1), 0) .. 1 loop
    v_entry := rtrim(v_entries[i], '!');
    if v_entry = v_mine || coalesce(i_level::text, split_part(v_entry, '.', 3)) then
      v_at := i;
      v_level := split_part(v_entry, '.', 3)::int4;
      v_nested := v_entry <> v_entries[i];
      exit;
    end if;
  end loop;
  for i in 1 .. coalesce(array_upper(v_entries, 1), 0) loop
    v_entry := v_entries[i];
    v_other := rtrim(split_part(v_entry, '.', 3), '!')::int4;
    -- what is deeper ended already, or never will
    if i <> v_at and (v_level is null or v_other <= v_level) then
      if split_part(v_entry, ':', 1) = i_table
        -- of sisters in one query, what deletes comes before what updates, and that before what
        -- inserts; then no row that one of them took is one that another made
        and (v_level is null or v_other < v_level
          or strpos('DUI', substr(split_part(v_entry, ':', 2), 1, 1)) < strpos('DUI', substr(i_operation, 1, 1)))
      then
        v_nested := true;
        v_entry := rtrim(v_entry, '!') || '!';
      end if;
      v_left := v_left || ' ' || v_entry;
    end if;
  end loop;
  perform set_config('jlondiste.statements', v_left, true);
  return v_nested;
end;
$$;
