-- Should a queue get a tick now?
create or replace function jlondiste.tick_due(i_queue_id int4) returns bool as $$
declare
    v_queue  record;
    v_last   record;
    v_before timestamptz;
    v_now    txid_snapshot := txid_current_snapshot();
    v_new    int8;
    v_lag    interval;
begin
    select q.queue_event_seq, q.queue_ev_id_source,
        q.queue_ticker_max_count, q.queue_ticker_max_lag, q.queue_ticker_idle_period
    into v_queue
    from pgq.queue q
    where q.queue_id = i_queue_id;
    if not found then
        return false;
    end if;
    select t.tick_id, t.tick_time, t.tick_event_seq,
        txid_snapshot_xmin(t.tick_snapshot) as old_xmin, txid_snapshot_xmax(t.tick_snapshot) as old_xmax
    into v_last
    from pgq.tick t
    where t.tick_queue = i_queue_id
    order by t.tick_id desc
    limit 1;
    if not found then
        return true;
    end if;

    -- a database restored into another cluster has transaction ids below those of its ticks
    if v_last.old_xmin > txid_snapshot_xmax(v_now) then
        raise exception 'Invalid PgQ state: old xmin=%, old xmax=%, cur txid=%',
            v_last.old_xmin, v_last.old_xmax, txid_snapshot_xmax(v_now);
    elsif v_last.old_xmax > txid_snapshot_xmax(v_now) then
        raise warning 'Dubious PgQ state: old xmin=%, old xmax=%, cur txid=%',
            v_last.old_xmin, v_last.old_xmax, txid_snapshot_xmax(v_now);
    end if;

    v_lag := now() - v_last.tick_time;
    if v_queue.queue_ev_id_source = 'wal' then
        v_new := jlondiste.count_new_events(i_queue_id, v_now,
            case when v_lag >= v_queue.queue_ticker_max_lag then 1 else greatest(v_queue.queue_ticker_max_count, 1) end);
    else
        v_new := jlondiste.event_sequence_value(v_queue.queue_event_seq) - v_last.tick_event_seq;
        if v_new < 0 then
            raise warning 'Negative new_events?  old=% cur=%', v_last.tick_event_seq, v_last.tick_event_seq + v_new;
        end if;
    end if;

    if v_new <> 0 then
        return v_new < 0 or v_new >= v_queue.queue_ticker_max_count or v_lag >= v_queue.queue_ticker_max_lag;
    end if;

    -- nothing new: the pause between ticks doubles until it reaches the idle period
    select t.tick_time into v_before
    from pgq.tick t
    where t.tick_queue = i_queue_id and t.tick_id < v_last.tick_id
    order by t.tick_id desc
    limit 1;
    if not found then
        return true;
    end if;
    return v_lag >= v_queue.queue_ticker_max_lag / 2
        and (v_lag >= (v_last.tick_time - v_before) * 2 or v_lag >= v_queue.queue_ticker_idle_period);
end;
$$ language plpgsql;
