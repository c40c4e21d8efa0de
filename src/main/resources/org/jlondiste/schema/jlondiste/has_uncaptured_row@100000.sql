-- Is there a row in a partition that its triggers have not seen, since it was there before them? Nobody writes to a
-- partition while it gets its triggers. So rows that older transactions wrote were there before, and rows of transactions that
-- began when all could see the triggers came later. Whether others did is told by the queue, which then has an event of the row.
--   i_queue_name: the queue
--   i_table_name: the table's name in the set
--   i_partition: the partition
--   i_transaction, i_command: what made its triggers
create or replace function jlondiste.has_uncaptured_row(
  i_queue_name text, i_table_name text, i_partition oid, i_transaction xid, i_command int8)
returns bool
language plpgsql
set search_path = pg_catalog, pg_temp
set datestyle = 'ISO, YMD'
set intervalstyle = postgres
set timezone = 'UTC'
set lc_monetary = 'C'
set extra_float_digits = 3
set bytea_output = hex
as $$
declare
  v_queue record;
  v_now int8 := txid_snapshot_xmax(txid_current_snapshot());
  v_made int8;
  v_all_see int8;
  v_found bool;
begin
  select q.queue_id, q.queue_data_pfx into v_queue from pgq.queue q where q.queue_name = i_queue_name;
  -- with the epoch
  v_made := v_now - ((v_now - i_transaction::text::int8) & 4294967295);
  -- a snapshot of which it is told that all transactions before have ended
  select min(txid_snapshot_xmax(t.tick_snapshot)) into v_all_see
  from pgq.tick t
  where t.tick_queue = v_queue.queue_id and txid_snapshot_xmin(t.tick_snapshot) > v_made;
  execute 'select exists (
      select 1
      from only ' || i_partition::regclass || ' r
      where age(r.xmin) > age($1) or (r.xmin = $1 and r.cmin::text::int8 < $2))'
    into v_found
    using i_transaction, i_command;
  if v_found then
    return true;
  end if;
  execute 'select exists (
      select 1
      from ' || v_queue.queue_data_pfx || ' e
      where e.ev_txid >= $1
        and e.ev_extra1 = $2
        and e.ev_type not in (''INSERT'', ''UPDATE'', ''REPLACE'', ''DELETE'', ''REMOVE'', ''R''))'
    into v_found
    using v_made, i_table_name;
  if v_found then
    -- PgQ's formats do not tell rows as they are
    return false;
  end if;
  execute 'select exists (
      select 1
      from only ' || i_partition::regclass || ' "jlondiste row"
      where age("jlondiste row".xmin) < age($1)
        and ($2 is null or $3 - (($3 - "jlondiste row".xmin::text::int8) & 4294967295) < $2)
        and not exists (
          select 1
          from ' || v_queue.queue_data_pfx || ' e
          where e.ev_txid >= $4
            and e.ev_extra1 = $5
            and e.ev_type in (''INSERT'', ''UPDATE'', ''REPLACE'')
            and e.ev_data = ' || jlondiste.capture_row_text(i_partition) || '))'
    into v_found
    using i_transaction, v_all_see, v_now, v_made, i_table_name;
  return v_found;
end;
$$;
