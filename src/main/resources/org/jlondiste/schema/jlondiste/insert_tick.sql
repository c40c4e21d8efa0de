-- Adds a tick to a queue and returns its id. The caller holds the queue's lock (lock_queue): ticks must follow each
-- other in the order of their snapshots, or a consumer would see events twice.
create or replace function jlondiste.insert_tick(i_queue_id int4) returns int8 as $$
begin
    if current_setting('transaction_isolation') not in ('read committed', 'read uncommitted') then
        raise exception 'ticks can be made only in transactions of isolation level read committed'
            using hint = 'The snapshot of this transaction may be older than that of the last tick.';
    end if;
    return jlondiste.insert_tick(i_queue_id, txid_current_snapshot());
end;
$$ language plpgsql;

-- The same for a snapshot that was taken since the caller has the lock.
create or replace function jlondiste.insert_tick(i_queue_id int4, i_snapshot txid_snapshot) returns int8 as $$
declare
    v_queue record;
    v_seq   int8;
    v_tick  int8;
begin
    select q.queue_name, q.queue_tick_seq, q.queue_event_seq, q.queue_ev_id_source
    into v_queue
    from pgq.queue q
    where q.queue_id = i_queue_id;
    if v_queue.queue_ev_id_source = 'wal' then
        select t.tick_event_seq + jlondiste.count_new_events(i_queue_id, i_snapshot, null)
        into v_seq
        from pgq.tick t
        where t.tick_queue = i_queue_id
        order by t.tick_id desc
        limit 1;
        v_seq := coalesce(v_seq, 0);
    else
        v_seq := jlondiste.event_sequence_value(v_queue.queue_event_seq);
    end if;
    v_tick := nextval(pgq.quote_fqname(v_queue.queue_tick_seq)::regclass);
    insert into pgq.tick (tick_queue, tick_id, tick_time, tick_snapshot, tick_event_seq)
    values (i_queue_id, v_tick, now(), i_snapshot, v_seq);
    perform jlondiste.notify_tick(v_queue.queue_name);
    return v_tick;
end;
$$ language plpgsql;
