-- The body of the trigger function that captures a table's changes row by row. Where the table has
-- triggers of its own, which may change rows behind the statement's back, the row is written as it
-- is now and not as the statement left it. The body carries the key as it is now; if columns or key
-- have changed since, the key is looked up anew for each row.
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
  v_key_index oid;
  v_keys text[];
  v_operators text[];
  v_key_changed text := 'true';
  v_columns_now text := 'array(
        select a.attname
        from pg_attribute a
        where a.attrelid = @relation@ and a.attnum > 0 and not a.attisdropped
        order by a.attnum)::text';
  v_partitioned bool;
  v_name text := quote_literal(i_table_name);
begin
  select k.key_index, k.key_names, k.key_operators
    into v_key_index, v_keys, v_operators
  from jlondiste.capture_key(i_relation) k;
  if v_keys is not null then
    v_key_changed := array_to_string(array(
      select 'old.' || quote_ident(v_keys[i]) || '::text <> new.' || quote_ident(v_keys[i]) || '::text'
      from generate_series(1, array_upper(v_keys, 1)) as i
      order by i), ' or ');
  end if;
  select c.relkind = 'p' into v_partitioned from pg_class c where c.oid = i_relation;

  return '
declare
  v_current int4;
  v_disabled bool;
  v_same_shape bool;
  v_columns text;
  v_keys text[] := ' || coalesce(quote_literal(v_keys::text), 'null') || ';
  v_operators text[] := ' || coalesce(quote_literal(v_operators::text), 'null') || ';
  v_key text := ' || coalesce(quote_literal(v_keys::text), 'null') || ';
  v_changed bool;
  v_type text;
  v_image text;
  v_names text;
begin
  if current_setting(''session_replication_role'') = ''local'' then
    return null;
  end if;
  select q.queue_cur_table, q.queue_disable_insert,
      ' || replace(v_columns_now, '@relation@', 'tg_relid') || case when v_key_index is null then '' else ',
      exists (
        select 1 from pg_index i where i.indexrelid = ' || v_key_index || ' and i.indrelid = ' || i_relation || ')' end || '
    into v_current, v_disabled, v_columns' || case when v_key_index is null then '' else ', v_same_shape' end || '
  from pgq.queue q
  where q.queue_id = ' || i_queue_id || ';
  if v_disabled then
    raise exception ''Insert into queue disallowed'';
  end if;
  v_same_shape := coalesce(v_same_shape, true) and '
    || case when v_partitioned then replace(v_columns_now, '@relation@', i_relation::text) else 'v_columns' end
    || ' = ' || quote_literal(jlondiste.capture_columns(i_relation)) || ';
  if current_setting(''transaction_isolation'') not in (''read committed'', ''read uncommitted'') then
    v_current := jlondiste.fresh_event_table(' || i_queue_id || ');
  end if;
  if not v_same_shape then
    select k.key_names, k.key_operators into v_keys, v_operators
    from jlondiste.capture_key(' || i_relation || ') k;
    v_key := v_keys::text;
  end if;
  if tg_op = ''UPDATE'' then
    if v_same_shape then
      v_changed := ' || v_key_changed || ';
    elsif v_keys is null then
      v_changed := true;
    else
      execute jlondiste.capture_row_key_changed(v_keys) into v_changed using new, old;
    end if;
  end if;
' || case when jlondiste.has_own_triggers(i_relation) then '
  if v_keys is not null then
    if tg_op = ''DELETE'' or v_changed then
      execute jlondiste.capture_current_row(' || i_relation || ', v_keys, v_operators) into v_image using old;
      if v_image is null then
        v_type := ''REMOVE'';
        v_names := v_key;
        execute jlondiste.capture_row_key(v_keys) into v_image using old;
      else
        v_type := ''REPLACE'';
        v_names := v_columns;
      end if;'
      || jlondiste.capture_row_inserts(i_queue_id, v_name, 'v_type', 'v_image', 'v_names') || '
    end if;
    if tg_op <> ''DELETE'' then
      execute jlondiste.capture_current_row(' || i_relation || ', v_keys, v_operators) into v_image using new;
      if v_image is null then
        v_type := ''REMOVE'';
        v_names := v_key;
        execute jlondiste.capture_row_key(v_keys) into v_image using new;
      else
        v_type := ''REPLACE'';
        v_names := v_columns;
      end if;'
      || jlondiste.capture_row_inserts(i_queue_id, v_name, 'v_type', 'v_image', 'v_names') || '
    end if;
    return null;
  end if;
' else '' end || '
  if v_changed then'
    || jlondiste.capture_row_inserts(i_queue_id, v_name, '''DELETE''', 'old::text', 'v_columns')
    || jlondiste.capture_row_inserts(i_queue_id, v_name, '''INSERT''', 'new::text', 'v_columns') || '
  elsif tg_op = ''DELETE'' then'
    || jlondiste.capture_row_inserts(i_queue_id, v_name, 'tg_op', 'old::text', 'v_columns') || '
  else'
    || jlondiste.capture_row_inserts(i_queue_id, v_name, 'tg_op', 'new::text', 'v_columns') || '
  end if;
  return null;
end;
';
end;
$$;
