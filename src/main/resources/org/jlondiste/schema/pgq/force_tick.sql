-- Sees to it that a queue gets a tick soon, and returns its last tick.
-- Where ids come from the WAL the tick is made at once; otherwise the event sequence is moved on so far that the next
-- call of the ticker finds enough events. A queue that is ticked from outside or paused is left alone.
create or replace function pgq.force_tick(i_queue_name text) returns int8 as $$
declare
    v_queue record;
begin
    select q.queue_id, q.queue_external_ticker, q.queue_ticker_paused, q.queue_event_seq, q.queue_ticker_max_count,
        q.queue_ev_id_source
    into v_queue
    from pgq.queue q
    where q.queue_name = i_queue_name;
    if not found then
        raise exception 'queue not found: %', i_queue_name;
    end if;
    if not v_queue.queue_external_ticker and not v_queue.queue_ticker_paused then
        if v_queue.queue_ev_id_source = 'wal' then
            perform jlondiste.lock_queue(v_queue.queue_id);
            return jlondiste.insert_tick(v_queue.queue_id);
        end if;
        perform setval(pgq.quote_fqname(v_queue.queue_event_seq)::regclass,
            nextval(pgq.quote_fqname(v_queue.queue_event_seq)::regclass) + v_queue.queue_ticker_max_count * 2 + 1000);
    end if;
    return (select max(t.tick_id) from pgq.tick t where t.tick_queue = v_queue.queue_id);
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
