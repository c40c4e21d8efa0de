-- An event table, as it is named in commands.
--   i_prefix: schema and start of the names of the queue's event tables
--   i_number: of the event table
create or replace function jlondiste.capture_event_table(i_prefix text, i_number int4)
returns text
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
  select quote_ident(split_part($1, '.', 1)) || '.' || quote_ident(split_part($1, '.', 2) || '_' || $2)
$$;

-- The commands that write the events of one statement, for a trigger function that sees the rows
-- as new_rows and old_rows.
--   i_queue_id: the queue
--   i_relation: the table as it is now
--   i_table_name: its name in the set
--   i_operation: INSERT, UPDATE or DELETE
--   i_current_table: number of the event table to write to
--   i_form: 'images' writes the rows as the statement left them; 'changed keys' does the same for
--     an update that may have changed keys; 'current state' writes them as they are now, for a
--     statement inside which others changed the same table
--   i_wal: an expression that is true if event ids are WAL positions, and false if they come from
--     the queue's sequence
create or replace function jlondiste.capture_commands(
  i_queue_id int4,
  i_relation oid,
  i_table_name text,
  i_operation text,
  i_current_table int4,
  i_form text,
  i_wal text)
returns setof text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_columns text := jlondiste.capture_columns(i_relation);
  v_keys text[];
  v_operators text[];
  v_insert text;
  v_values text;
  v_old text := 'old_rows as "jlondiste row"';
  v_new text := 'new_rows as "jlondiste row"';
  v_same_key text;
  v_join text;
  v_key_list text;
  v_key_values text;
  v_gone text;
begin
  select k.key_names, k.key_operators into v_keys, v_operators
  from jlondiste.capture_key(i_relation) k;

  select format(
      'insert into %s (ev_id, ev_time, ev_type, ev_data, ev_extra1, ev_extra2, ev_extra3)'
        -- applications see this in the context of the server's error
        || ' /* fails if the text of a row passes 1 GB */'
        || ' select case when %s then jlondiste.wal_position() else nextval(%L) end, now(), ',
      jlondiste.capture_event_table(q.queue_data_pfx, i_current_table),
      i_wal,
      q.queue_event_seq)
    into v_insert
  from pgq.queue q
  where q.queue_id = i_queue_id;
  v_values := format(
    ', %s, %L, %L, %L from ',
    jlondiste.capture_row_text(i_relation), i_table_name, v_columns, v_keys::text);

  if v_keys is not null then
    select
        string_agg(
          format('"jlondiste row".%1$s::text collate "C" = "other row".%1$s::text collate "C"', k),
          ' and ' order by i),
        string_agg(format('r.%1$s %2$s "jlondiste row".%1$s', k, v_operators[i]), ' and ' order by i),
        string_agg(k, ', ' order by i),
        string_agg('r.' || k, ', ' order by i),
        min(format('"jlondiste row".%s is null', k))
      into v_same_key, v_join, v_key_list, v_key_values, v_gone
    from (select i, quote_ident(v_keys[i]) as k from generate_subscripts(v_keys, 1) as i) as keys;
  end if;

  if i_form = 'current state' and v_keys is not null then
    return next v_insert
      || format(
        'case when %1$s then ''REMOVE'' else ''REPLACE'' end,'
          || ' case when %1$s then row(%2$s)::text else ("jlondiste row".*)::text end,'
          || ' %3$L, case when %1$s then %4$L else %5$L end, %4$L'
          || ' from (%6$s) as r left join only %7$s as "jlondiste row" on %8$s',
        v_gone,
        v_key_values,
        i_table_name,
        v_keys::text,
        v_columns,
        case i_operation
          when 'INSERT' then format('select %s from new_rows', v_key_list)
          when 'DELETE' then format('select %s from old_rows', v_key_list)
          else format('select %1$s from new_rows union select %1$s from old_rows', v_key_list)
        end,
        i_relation::regclass,
        v_join || ' and ' || jlondiste.capture_is_current());
  elsif i_operation = 'INSERT' then
    return next v_insert || '''INSERT''' || v_values || v_new;
  elsif i_operation = 'DELETE' then
    return next v_insert || '''DELETE''' || v_values || v_old;
  elsif v_keys is null then
    return next v_insert || '''DELETE''' || v_values || v_old;
    return next v_insert || '''INSERT''' || v_values || v_new;
  elsif i_form = 'images' then
    return next v_insert || '''UPDATE''' || v_values || v_new;
  else
    -- rows that lost their key first, then every new image under the key it has now
    return next v_insert || '''DELETE''' || v_values || v_old
      || format(' where not exists (select 1 from new_rows as "other row" where %s)', v_same_key);
    return next v_insert
      || format(
        'case when exists (select 1 from old_rows as "other row" where %s) then ''UPDATE'' else ''INSERT'' end',
        v_same_key)
      || v_values || v_new;
  end if;
end;
$$;
