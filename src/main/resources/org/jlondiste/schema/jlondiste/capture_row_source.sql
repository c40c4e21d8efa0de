-- The body of the trigger function that captures a table's changes row by row. Rows that others may
-- have changed behind the statement's back are written as they are now and not as the statement left
-- them. The body carries columns and key as they are now; if they have changed since, they are looked
-- up for each row, else at the first row of a statement.
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
  v_known_columns text := quote_literal(jlondiste.capture_columns(i_relation));
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
        v_type, v_image, ' || quote_literal(i_table_name) || ', v_names, v_key_text);';
  end loop;

  return '
declare
  v_open text := jlondiste.open_statements();
  v_seen text := ' || jlondiste.capture_row_seen() || ';
  v_current int4 := ' || jlondiste.capture_row_seen_table(i_queue_id) || ';
  v_nested bool;
  v_disabled bool;
  v_wal bool := ' || (v_queue.queue_ev_id_source = 'wal') || ';
  v_columns text;
  v_table_columns text;
  v_same_shape bool;
  v_keys text[];
  v_operators text[];
  v_key_text text := ' || coalesce(quote_literal(v_keys::text), 'null') || ';
  v_changed bool := false;
  v_type text := tg_op;
  v_image text;
  v_names text := ' || v_known_columns || ';
  v_next_type text;
  v_next_image text;
  v_next_names text;
  v_new_image text;
  v_old_image text;
begin
  if current_setting(''session_replication_role'') = ''local'' then
    return null;
  end if;
  if v_current is not null then
    if tg_op = ''UPDATE'' then
      v_changed := ' || v_key_changed || ';
    end if;
  else
    v_nested := ' || jlondiste.capture_row_nested(v_noted) || ';
    select q.queue_cur_table, q.queue_disable_insert,
        q.queue_ev_id_source = ''wal'',
        ' || replace(v_columns, 'RELATION', 'tg_relid') || '
      into v_current, v_disabled, v_wal, v_columns
    from pgq.queue q
    where q.queue_id = ' || i_queue_id || ';
    v_table_columns := v_columns;
    -- apart: in one command with the above this would be planned anew each time
    if tg_relid <> ' || i_relation || ' then
      v_table_columns := ' || replace(v_columns, 'RELATION', i_relation::text) || ';
    end if;
    -- of an index that is gone there is only the number to show
    v_same_shape := ' || coalesce(v_key_index || '::regclass::text <> ''' || v_key_index || ''' and ', '')
      || 'v_table_columns = ' || v_known_columns || ';
    if v_disabled then
      raise exception ''Insert into queue disallowed'';
    end if;
    if current_setting(''transaction_isolation'') not in (''read committed'', ''read uncommitted'') then
      v_current := jlondiste.fresh_event_table(' || i_queue_id || ');' || jlondiste.capture_row_outdated() || '
      if v_changed then
        raise exception ''could not serialize access to % due to a concurrent change of its columns'', tg_relid::regclass
          using errcode = ''serialization_failure'';
      end if;
    end if;
    if v_same_shape then
      v_keys := ' || coalesce(quote_literal(v_keys::text), 'null') || ';
      v_operators := ' || coalesce(quote_literal(v_operators::text), 'null') || ';
    else
      select k.key_names, k.key_operators into v_keys, v_operators
      from jlondiste.capture_key(' || i_relation || ') k;
    end if;
    v_key_text := v_keys::text;
    v_names := v_columns;
    v_changed := false;
    if tg_op = ''UPDATE'' then
      if v_same_shape then
        v_changed := ' || v_key_changed || ';
      elsif v_keys is null then
        v_changed := true;
      else
        execute (select jlondiste.capture_row_key_changed(' || i_relation || ', v_keys)) into v_changed using new, old;
      end if;
    end if;'
    || jlondiste.capture_images(i_relation)
    || coalesce(jlondiste.capture_row_recheck(i_relation, v_keys, v_operators), '')
    || jlondiste.capture_row_note(i_queue_id, v_queue.queue_ev_id_source = 'wal') || '
  end if;

  if v_nested and v_keys is not null then
    if tg_op = ''DELETE'' or v_changed then
      execute (select jlondiste.capture_current_row(' || i_relation || ', v_keys, v_operators)) into v_image using old;
      v_type := case when v_image is null then ''REMOVE'' else ''REPLACE'' end;
      v_names := case when v_image is null then v_key_text else v_table_columns end;
      if v_image is null then
        execute (select jlondiste.capture_row_key(' || i_relation || ', v_keys)) into v_image using old;
      end if;
    end if;
    if tg_op <> ''DELETE'' then
      execute (select jlondiste.capture_current_row(' || i_relation || ', v_keys, v_operators)) into v_next_image using new;
      v_next_type := case when v_next_image is null then ''REMOVE'' else ''REPLACE'' end;
      v_next_names := case when v_next_image is null then v_key_text else v_table_columns end;
      if v_next_image is null then
        execute (select jlondiste.capture_row_key(' || i_relation || ', v_keys)) into v_next_image using new;
      end if;
      if not v_changed then
        v_type := v_next_type;
        v_image := v_next_image;
        v_names := v_next_names;
        v_next_type := null;
      end if;
    end if;
  elsif tg_op = ''DELETE'' then
    v_image := ' || v_old || ';
  elsif v_changed then
    v_type := ''DELETE'';
    v_image := ' || v_old || ';
    v_next_type := ''INSERT'';
    v_next_image := ' || v_new || ';
    v_next_names := v_names;
  else
    v_image := ' || v_new || ';
  end if;

  loop' || v_insert || '
    end if;
    exit when v_next_type is null;
    v_type := v_next_type;
    v_image := v_next_image;
    v_names := v_next_names;
    v_next_type := null;
  end loop;
  return null;
end;
';
end;
$$;
