-- The body of the trigger function that captures a table's changes row by row. Rows that others may
-- have changed behind the statement's back are written as they are now and not as the statement left
-- them. The body carries the key as it
-- is now; if columns or key have changed since, the key is looked up anew for each row.
--   i_queue_id: the queue
--   i_relation: the table; its partitions use the same function
--   i_table_name: its name in the set
create or replace function jlondiste.capture_row_source(
  i_queue_id int4, i_relation oid, i_table_name text)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_noted text := i_queue_id || '.' || jlondiste.capture_family(i_relation);
  v_key_index oid;
  v_keys text[];
  v_operators text[];
  v_key_changed text;
  v_columns text := 'array(
      select a.attname
      from pg_catalog.pg_attribute a
      where a.attrelid = RELATION and a.attnum > 0 and not a.attisdropped
      order by a.attnum)::text';
  v_insert text := '';
  v_queue record;
  v_new text := jlondiste.capture_image(i_relation, 'new');
  v_old text := jlondiste.capture_image(i_relation, 'old');
begin
  select k.key_index, k.key_names, k.key_operators
    into v_key_index, v_keys, v_operators
  from jlondiste.capture_key(i_relation) k;
  v_key_changed := coalesce(
    array_to_string(array(
      select 'old.' || quote_ident(v_keys[i]) || jlondiste.exact_cast(i_relation, v_keys[i]) || '::text <> new.'
        || quote_ident(v_keys[i]) || jlondiste.exact_cast(i_relation, v_keys[i]) || '::text'
      from generate_series(1, array_upper(v_keys, 1)) as i
      order by i), ' or '),
    'true');
  if v_keys is null then
    v_key_changed := 'true';
  end if;

  select q.* into v_queue from pgq.queue q where q.queue_id = i_queue_id;
  for i in 0 .. v_queue.queue_ntables - 1 loop
    v_insert := v_insert || case when i = 0 then '
    if' else '
    elsif' end || ' v_current = ' || i || ' then
      insert into ' || quote_ident(split_part(v_queue.queue_data_pfx, '.', 1)) || '.'
      || quote_ident(split_part(v_queue.queue_data_pfx, '.', 2) || '_' || i) || '
        (ev_id, ev_time, ev_type, ev_data, ev_extra1, ev_extra2, ev_extra3)
      values
        (case when v_wal then jlondiste.wal_position() else nextval('
      || quote_literal(v_queue.queue_event_seq) || ') end, now(),
        v_types[i], v_images[i], ' || quote_literal(i_table_name) || ', v_names[i], v_key_text);';
  end loop;

  return '
declare
  v_open text := jlondiste.open_statements();
  v_nested bool;
  v_current int4;
  v_disabled bool;
  v_wal bool;
  v_columns text;
  v_table_columns text;
  v_same_shape bool;
  v_keys text[] := ' || coalesce(quote_literal(v_keys::text), 'null') || ';
  v_operators text[] := ' || coalesce(quote_literal(v_operators::text), 'null') || ';
  v_key_text text;
  v_changed bool;
  v_types text[];
  v_images text[];
  v_names text[];
  v_image text;
  v_new_image text;
  v_old_image text;
begin
  if current_setting(''session_replication_role'') = ''local'' then
    return null;
  end if;
  v_nested := ' || jlondiste.capture_row_nested(v_noted) || ';
  select q.queue_cur_table, q.queue_disable_insert,
      q.queue_ev_id_source = ''wal'',
    ' || replace(v_columns, 'RELATION', 'tg_relid') || ',
    case when tg_relid <> ' || i_relation || ' then ' || replace(v_columns, 'RELATION', i_relation::text) || ' end
    into v_current, v_disabled, v_wal, v_columns, v_table_columns
  from pgq.queue q
  where q.queue_id = ' || i_queue_id || ';
  v_table_columns := coalesce(v_table_columns, v_columns);
  -- of an index that is gone there is only the number to show
  v_same_shape := ' || coalesce(v_key_index || '::regclass::text <> ''' || v_key_index || ''' and ', '') || 'v_table_columns = ' || quote_literal(jlondiste.capture_columns(i_relation)) || ';
  if v_disabled then
    raise exception ''Insert into queue disallowed'';
  end if;
  if current_setting(''transaction_isolation'') not in (''read committed'', ''read uncommitted'') then
    v_current := jlondiste.fresh_event_table(' || i_queue_id || ');
    if tg_op = ''DELETE'' then
      v_changed := ' || jlondiste.capture_row_outdated('old') || ';
    else
      v_changed := ' || jlondiste.capture_row_outdated('new') || ';
    end if;
    if v_changed then
      raise exception ''could not serialize access to % due to a concurrent change of its columns'', tg_relid::regclass
        using errcode = ''serialization_failure'';
    end if;
  end if;
  if not v_same_shape then
    v_keys := null;
    select k.key_names, k.key_operators into v_keys, v_operators
    from jlondiste.capture_key(' || i_relation || ') k;
  end if;
  v_key_text := v_keys::text;
  v_changed := false;
  if tg_op = ''UPDATE'' then
    if v_same_shape then
      v_changed := ' || v_key_changed || ';
    elsif v_keys is null then
      v_changed := true;
    else
      execute jlondiste.capture_row_key_changed(' || i_relation || ', v_keys) into v_changed using new, old;
    end if;
  end if;
' || jlondiste.capture_images(i_relation) || coalesce(jlondiste.capture_row_recheck(i_relation, v_keys, v_operators), '') || '
  if v_nested and v_keys is not null then
    if tg_op = ''DELETE'' or v_changed then
      execute jlondiste.capture_current_row(' || i_relation || ', v_keys, v_operators) into v_image using old;
      v_types := v_types || case when v_image is null then ''REMOVE''::text else ''REPLACE''::text end;
      v_names := v_names || case when v_image is null then v_key_text else v_table_columns end;
      if v_image is null then
        execute jlondiste.capture_row_key(' || i_relation || ', v_keys) into v_image using old;
      end if;
      v_images := v_images || v_image;
    end if;
    if tg_op <> ''DELETE'' then
      execute jlondiste.capture_current_row(' || i_relation || ', v_keys, v_operators) into v_image using new;
      v_types := v_types || case when v_image is null then ''REMOVE''::text else ''REPLACE''::text end;
      v_names := v_names || case when v_image is null then v_key_text else v_table_columns end;
      if v_image is null then
        execute jlondiste.capture_row_key(' || i_relation || ', v_keys) into v_image using new;
      end if;
      v_images := v_images || v_image;
    end if;
  elsif v_changed then
    v_types := array[''DELETE''::text, ''INSERT''::text];
    v_images := array[' || v_old || ', ' || v_new || '];
    v_names := array[v_columns, v_columns];
  else
    v_types := array[tg_op];
    if tg_op = ''DELETE'' then
      v_images := array[' || v_old || '];
    else
      v_images := array[' || v_new || '];
    end if;
    v_names := array[v_columns];
  end if;

  for i in 1 .. array_upper(v_types, 1) loop' || v_insert || '
    end if;
  end loop;
  return null;
end;
';
end;
$$;
