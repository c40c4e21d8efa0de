-- What a row trigger function keeps from one row of a statement to the next, so that it looks at queue
-- and table once for each statement. It is kept as the list of open statements, as it was then, and for
-- each table with such rows ';queue.table:number' of the event table; statement_begins takes it away.

-- An expression for what was kept.
create or replace function jlondiste.capture_row_seen()
returns text
language sql immutable
as $$
  select 'current_setting(''jlondiste.seen'', true)'::text
$$;

-- An expression for the number of the event table, if an earlier row of the same statement found
-- nothing unusual; null otherwise.
--   i_queue_id: the queue
create or replace function jlondiste.capture_row_seen_table(i_queue_id int4)
returns text
language sql immutable
as $$
  select 'case when strpos(v_seen, v_open || '';'') = 1
    then nullif(split_part(split_part(v_seen, '';' || $1 || '.'' || tg_relid || '':'', 2), '';'', 1), '''')::int4 end'::text
$$;

-- A command that tells the rows to come that there is nothing unusual. Of many partitions the
-- latest are kept.
--   i_queue_id: the queue
--   i_wal: whether the function takes event ids from the WAL
create or replace function jlondiste.capture_row_note(i_queue_id int4, i_wal bool)
returns text
language sql immutable
as $$
  select '
    if v_open <> '''' and not v_nested and v_same_shape and v_columns = v_table_columns
      and v_wal = ' || $2 || ' then
      v_seen := set_config(
        ''jlondiste.seen'',
        case when strpos(v_seen, v_open || '';'') = 1 and length(v_seen) < 2000 then v_seen else v_open || '';'' end
          || ''' || $1 || '.'' || tg_relid || '':'' || v_current || '';'',
        true);
    end if;'::text
$$;
