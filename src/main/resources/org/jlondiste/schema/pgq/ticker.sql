-- Makes a tick with a given id and time in a queue that follows another one; returns that id.
-- i_event_seq: number of the last event before the tick, as its provider counts
create or replace function pgq.ticker(
    i_queue_name text, i_tick_id int8, i_orig_timestamp timestamptz, i_event_seq int8)
returns int8 as $$
declare
    v_queue record;
begin
    select q.queue_id, q.queue_tick_seq, q.queue_event_seq, q.queue_ev_id_source into v_queue
    from pgq.queue q
    where q.queue_name = i_queue_name and q.queue_external_ticker and not q.queue_ticker_paused;
    if not found then
        raise exception 'queue not found or ticker disabled: %', i_queue_name;
    end if;
    perform jlondiste.lock_queue(v_queue.queue_id);
    insert into pgq.tick (tick_queue, tick_id, tick_time, tick_snapshot, tick_event_seq)
    values (v_queue.queue_id, i_tick_id, i_orig_timestamp, txid_current_snapshot(), i_event_seq);
    perform pgq.seq_setval(v_queue.queue_tick_seq, i_tick_id);
    if v_queue.queue_ev_id_source = 'sequence' then
        perform pgq.seq_setval(v_queue.queue_event_seq, i_event_seq);
    end if;
    perform jlondiste.notify_tick(i_queue_name);
    return i_tick_id;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;

-- Makes a tick in a queue if one is due; returns its id, NULL if none was due or another session is about to make one.
create or replace function pgq.ticker(i_queue_name text) returns int8 as $$
declare
    v_queue record;
begin
    select q.queue_id, q.queue_external_ticker, q.queue_ticker_paused into v_queue
    from pgq.queue q
    where q.queue_name = i_queue_name;
    if not found then
        raise exception 'no such queue';
    elsif v_queue.queue_external_ticker then
        raise exception 'This queue has external tick source.';
    elsif v_queue.queue_ticker_paused then
        raise exception 'Ticker has been paused for this queue';
    end if;
    -- ask before the lock, which may write, and again behind it, when another ticker has just been at work
    if jlondiste.tick_due(v_queue.queue_id)
        and jlondiste.try_lock_queue(v_queue.queue_id)
        and jlondiste.tick_due(v_queue.queue_id)
    then
        return jlondiste.insert_tick(v_queue.queue_id);
    end if;
    return null;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;

-- Makes a tick in every queue where one is due; returns how many queues got one.
-- A queue that cannot tick is passed over with a warning.
create or replace function pgq.ticker() returns int8 as $$
declare
    v_queue text;
    v_count int8 := 0;
begin
    for v_queue in
        select q.queue_name
        from pgq.queue q
        where not q.queue_external_ticker and not q.queue_ticker_paused
        order by q.queue_name
    loop
        begin
            if pgq.ticker(v_queue) is not null then
                v_count := v_count + 1;
            end if;
        exception
            when others then
                raise warning 'queue % did not tick: %', v_queue, sqlerrm;
        end;
    end loop;
    return v_count;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
