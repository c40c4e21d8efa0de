-- The query that reads the events of a batch: those not visible at its first tick but visible at its last, by id.
create or replace function pgq.batch_event_sql(x_batch_id int8) returns text as $$
declare
    v_columns text := 'ev.ev_id, ev.ev_time, ev.ev_txid, ev.ev_retry, ev.ev_type, ev.ev_data,'
        || ' ev.ev_extra1, ev.ev_extra2, ev.ev_extra3, ev.ev_extra4';
    v_batch   record;
    v_old     txid_snapshot;
    v_new     txid_snapshot;
    v_open    int8;
    v_from    int8;
    v_apart   text := '';
    v_filter  text;
    v_owner   text;
    v_table   text;
    v_sql     text := '';
begin
    select s.sub_id, s.sub_queue, s.sub_last_tick, s.sub_next_tick into v_batch
    from pgq.subscription s
    where s.sub_batch = x_batch_id;
    -- each by itself: a join would read all ticks, of which nobody tells the planner how many there are
    select t.tick_snapshot into v_old
    from pgq.tick t
    where t.tick_queue = v_batch.sub_queue and t.tick_id = v_batch.sub_last_tick;
    select t.tick_snapshot into v_new
    from pgq.tick t
    where t.tick_queue = v_batch.sub_queue and t.tick_id = v_batch.sub_next_tick;
    if v_old is null or v_new is null then
        raise exception 'batch not found';
    end if;

    -- Transactions open at the first tick that ended since: near ones widen the range that is scanned, far ones are
    -- looked up one by one, so that one old transaction does not make every batch read all that came after it.
    v_from := txid_snapshot_xmax(v_old);
    for v_open in
        select x.txid
        from txid_snapshot_xip(v_old) as x (txid)
        where txid_visible_in_snapshot(x.txid, v_new)
        order by x.txid desc
    loop
        if v_open >= v_from - 100 then
            v_from := v_open;
        else
            v_apart := v_apart || case when v_apart = '' then '' else ', ' end || v_open::text;
        end if;
    end loop;

    v_owner := ' and (ev.ev_owner is null or ev.ev_owner = ' || v_batch.sub_id::text || ')';
    v_filter := ' ev where ev.ev_txid >= ' || v_from::text
        || ' and ev.ev_txid <= ' || txid_snapshot_xmax(v_new)::text
        || ' and txid_visible_in_snapshot(ev.ev_txid, ' || quote_literal(v_new::text)
        || '::txid_snapshot) and not txid_visible_in_snapshot(ev.ev_txid, '
        || quote_literal(v_old::text) || '::txid_snapshot)' || v_owner;
    for v_table in
        select pgq.quote_fqname(n.name) from pgq.batch_event_tables(x_batch_id) as n (name)
    loop
        if v_sql <> '' then
            v_sql := v_sql || ' union all ';
        end if;
        v_sql := v_sql || 'select ' || v_columns || ' from ' || v_table || v_filter;
        if v_apart <> '' then
            v_sql := v_sql || ' union all select ' || v_columns || ' from ' || v_table
                || ' ev where ev.ev_txid in (' || v_apart || ')' || v_owner;
        end if;
    end loop;
    if v_sql = '' then
        raise exception 'could not construct sql for batch %', x_batch_id;
    end if;
    return v_sql || ' order by 1';
end;
$$ language plpgsql;
