-- The body of the trigger function that captures a table's changes statement by statement. It
-- carries the commands for the table as it is now; if the table's columns or key have changed since,
-- the commands are made anew for each statement.
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
  -- of a row that was changed twice, one statement shows both changes
  v_changed_keys text := case when v_entangled then 'current state' else 'changed keys' end;
begin
  select k.key_index, k.key_names into v_key_index, v_keys from jlondiste.capture_key(i_relation) k;
  v_columns := jlondiste.capture_columns(i_relation);
  v_source := '
#variable_conflict use_column
<<capture>>
declare
  v_open text := jlondiste.open_statements();
  v_stack text;
  v_level int4;
  v_statement text;
  v_nested bool := false;
  v_current int4;
  v_disabled bool;
  v_wal bool;
  v_columns text;
  v_same_shape bool;
  v_command text;
begin
  if current_setting(''session_replication_role'') = ''local'' then
    return null;
  end if;
  v_statement := ' || quote_literal(' ' || v_noted || ':') || ' || tg_op || ''.'';
  if ' || case when v_entangled then 'false' else
    'substr(v_open, 1, length(v_statement)) = v_statement
    and strpos(v_open, ''!'') = 0 and strpos(substr(v_open, 2), '' '') = 0' end || '
  then
    perform set_config(''jlondiste.statements'', '''', true);
  else
    get diagnostics v_stack = pg_context;
    v_level := length(v_stack) - length(replace(v_stack, E''\n'', ''''));
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
      ' || case when jlondiste.capture_key_deferred(v_key_index) then 'true'
      else 'v_nested or exists (select 1 from pg_inherits h where h.inhparent = tg_relid)' end || '
    into v_current, v_disabled, v_wal, v_columns, v_nested
  from pgq.queue q
  where q.queue_id = ' || i_queue_id || ';
  if v_disabled then
    raise exception ''Insert into queue disallowed'';
  end if;
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
    end loop;
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
  return v_source || '
  return null;
end;
';
end;
$$;
