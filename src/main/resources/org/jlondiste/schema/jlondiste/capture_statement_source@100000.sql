-- The body of the trigger function that captures a table's changes statement by statement. It
-- carries the commands for the table as it is now, and has two ways:
--
-- The short one is one INSERT, under the application's own settings if these write the table's values
-- as ours do, else with those pinned that it needs. The INSERT proves by itself what it takes for
-- granted (the table is as it was, the event table is the one in use, no key was changed) and writes
-- nothing otherwise. All names and operators in it are qualified, for the application's search_path is
-- not ours. Tables with types that others made, or that foreign keys entangle, do not have it.
--
-- The long one is gone where the short one wrote nothing. It pins all settings; if the table's columns
-- or key have changed since, the commands are made anew for each statement.
--   i_queue_id: the queue
--   i_relation: the table
--   i_table_name: its name in the set
create or replace function jlondiste.capture_statement_source(
  i_queue_id int4, i_relation oid, i_table_name text)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_noted text := i_queue_id || '.' || jlondiste.capture_family(i_relation);
  v_entangled bool := jlondiste.capture_entangled(i_relation);
  v_key_index oid;
  v_keys text[];
  v_columns text;
  v_source text;
  v_operation text;
  v_needed text[] := case when not v_entangled then jlondiste.capture_needed_settings(i_relation) end;
  v_short bool := v_needed is not null;
  v_former text := '';
  v_pin text := '';
  v_restore text := '';
  v_guess text := quote_literal('jlondiste.event_table_' || i_queue_id);
  -- of a row that was changed twice, one statement shows both changes
  v_changed_keys text := case when v_entangled then 'current state' else 'changed keys' end;
begin
  select k.key_index, k.key_names into v_key_index, v_keys from jlondiste.capture_key(i_relation) k;
  v_columns := jlondiste.capture_columns(i_relation);
  if v_short then
    select
        coalesce(string_agg(format('
  v_%s pg_catalog.text;', s.setting), ''), ''),
        coalesce(string_agg(format('
      if not (%s) then
        v_%2$s := pg_catalog.current_setting(%2$L);
        v_stack := pg_catalog.set_config(%2$L, %3$L, true);
      end if;', s.holds, s.setting, s.pinned), ''), ''),
        coalesce(string_agg(format('
      if v_%1$s is not null then
        v_stack := pg_catalog.set_config(%1$L, v_%1$s, true);
      end if;', s.setting), ''), '')
      into v_former, v_pin, v_restore
    from jlondiste.pinned_settings() s
    where s.setting = any (v_needed);
  end if;
  v_source := '
#variable_conflict use_column
<<capture>>
declare
  v_open pg_catalog.text := jlondiste.open_statements();
  v_stack pg_catalog.text;
  v_level pg_catalog.int4;
  v_statement pg_catalog.text;
  v_alone pg_catalog.bool := false;
  v_nested pg_catalog.bool := false;
  v_guess pg_catalog.text;
  v_done pg_catalog.bool := false;
  v_settings pg_catalog.text[];
  v_current pg_catalog.int4;
  v_disabled pg_catalog.bool;
  v_wal pg_catalog.bool;
  v_columns pg_catalog.text;
  v_same_shape pg_catalog.bool;
  v_command pg_catalog.text;' || v_former || '
begin
  if pg_catalog.current_setting(''session_replication_role'') operator(pg_catalog.=) ''local'' then
    return null;
  end if;
' || case when v_entangled then '' else '
  if pg_catalog.strpos(v_open, pg_catalog.concat(' || quote_literal(' ' || v_noted || ':') || ', tg_op, ''.'')) operator(pg_catalog.=) 1
    and pg_catalog.strpos(v_open, ''!'') operator(pg_catalog.=) 0
    and pg_catalog.strpos(pg_catalog.substr(v_open, 2), '' '') operator(pg_catalog.=) 0
  then
    v_alone := true;
    v_stack := pg_catalog.set_config(''jlondiste.statements'', '''', true);' || case when v_short then '
    if pg_catalog.current_setting(''transaction_isolation'') operator(pg_catalog.=) ''read committed'' then' || v_pin || '
      v_guess := pg_catalog.current_setting(' || v_guess || ', true);'
      || jlondiste.capture_short_branches(i_queue_id, i_relation, i_table_name) || v_restore || '
      if v_done then
        return null;
      end if;
    end if;' else '' end || '
  end if;
' end || case when v_short then '
  v_settings := jlondiste.pin_settings();' else '' end || '
  if not v_alone then
    get diagnostics v_stack = pg_context;
    v_level := length(v_stack) - length(replace(v_stack, E''\n'', ''''));
    v_statement := ' || quote_literal(' ' || v_noted || ':') || ' || tg_op || ''.'';
    v_nested := ' || case when v_entangled then
      'coalesce(strpos(replace(v_open, ''!'', '''') || '' '', v_statement || v_level || '' ''), 0) = 0'
      else 'false' end || ';
    if v_open <> '''' then
      v_nested := jlondiste.statement_ended(' || quote_literal(v_noted) || ', tg_op, v_level, v_open) or v_nested;
    end if;
  end if;

  select q.queue_cur_table, q.queue_disable_insert,
      q.queue_ev_id_source = ''wal'',
      array(
        select a.attname
        from pg_attribute a
        where a.attrelid = tg_relid and a.attnum > 0 and not a.attisdropped
        order by a.attnum)::text,
      ' || 'v_nested or exists (select 1 from pg_inherits h where h.inhparent = tg_relid)' || '
    into v_current, v_disabled, v_wal, v_columns, v_nested
  from pgq.queue q
  where q.queue_id = ' || i_queue_id || ';
  if v_disabled then
    raise exception ''Insert into queue disallowed'';
  end if;' || case when v_short then '
  if current_setting(' || v_guess || ', true) is distinct from v_current::text then
    perform set_config(' || v_guess || ', v_current::text, false);
  end if;' else '' end || '
  if current_setting(''transaction_isolation'') not in (''read committed'', ''read uncommitted'') then
    v_current := jlondiste.fresh_event_table(' || i_queue_id || ');
    if tg_op = ''DELETE'' then
      select jlondiste.has_columns(row_to_json("jlondiste row".*), v_columns) into v_same_shape
      from old_rows as "jlondiste row"
      limit 1;
    else
      select jlondiste.has_columns(row_to_json("jlondiste row".*), v_columns) into v_same_shape
      from new_rows as "jlondiste row"
      limit 1;
    end if;
    if not v_same_shape then
      raise exception ''could not serialize access to % due to a concurrent change of its columns'', tg_relid::regclass
        using errcode = ''serialization_failure'';
    end if;
  end if;

  -- of an index that is gone there is only the number to show
  if v_nested' || coalesce(' or ' || v_key_index || '::regclass::text = ''' || v_key_index || '''', '') || ' or v_columns <> ' || quote_literal(v_columns) || ' then
    for v_command in
      select c
      from jlondiste.capture_commands(
        ' || i_queue_id || ', tg_relid, ' || quote_literal(i_table_name) || ', tg_op, v_current,
        case when v_nested then ''current state'' else ' || quote_literal(v_changed_keys) || ' end,
        v_wal::text) c
    loop
      execute v_command;
    end loop;' || case when v_short then '
    perform jlondiste.restore_settings(v_settings);' else '' end || '
    return null;
  end if;
';
  foreach v_operation in array array['INSERT', 'UPDATE', 'DELETE'] loop
    v_source := v_source || '
  if tg_op = ''' || v_operation || ''' then';
    if v_operation = 'UPDATE' and v_keys is not null then
      v_source := v_source || '
  if ' || jlondiste.capture_key_changed(v_keys) || ' then'
        || jlondiste.capture_branches(i_queue_id, i_relation, i_table_name, v_operation, v_changed_keys) || '
  else'
        || jlondiste.capture_branches(i_queue_id, i_relation, i_table_name, v_operation, 'images') || '
  end if;';
    else
      v_source := v_source
        || jlondiste.capture_branches(i_queue_id, i_relation, i_table_name, v_operation, 'images');
    end if;
    v_source := v_source || '
  end if;';
  end loop;
  return v_source || case when v_short then '
  perform jlondiste.restore_settings(v_settings);' else '' end || '
  return null;
end;
';
end;
$$;
