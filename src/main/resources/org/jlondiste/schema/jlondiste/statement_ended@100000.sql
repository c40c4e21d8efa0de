-- Takes the note of a statement away and tells whether another statement on the same table ended
-- inside it. An enclosing statement on the same table gets the mark '!'.
--   i_relation, i_operation, i_depth: of the statement that ended
--   i_statements: the setting as it stands
create or replace function jlondiste.statement_ended(
  i_relation oid, i_operation text, i_depth int4, i_statements text)
returns bool
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  v_mine text := i_relation || ':' || i_operation || '.' || i_depth;
  v_entries text[] := string_to_array(ltrim(coalesce(i_statements, '')), ' ');
  v_last int4 := coalesce(array_upper(v_entries, 1), 0);
  v_nested bool := false;
  v_at int4;
begin
  -- the youngest entry of this statement; what is younger belongs to statements that never ended
  for i in reverse v_last .. 1 loop
    if rtrim(v_entries[i], '!') = v_mine then
      v_at := i;
      exit;
    end if;
  end loop;
  if v_at is not null then
    v_nested := v_entries[v_at] like '%!';
    v_last := v_at - 1;
  end if;
  for i in 1 .. v_last loop
    if v_entries[i] like i_relation || ':%' and v_entries[i] not like '%!' then
      v_entries[i] := v_entries[i] || '!';
    end if;
  end loop;
  perform set_config(
    'jlondiste.statements',
    case when v_last = 0 then '' else ' ' || array_to_string(v_entries[1:v_last], ' ') end,
    true);
  return v_nested;
end;
$$;
