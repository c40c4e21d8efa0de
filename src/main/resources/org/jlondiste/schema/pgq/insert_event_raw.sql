-- Writes one event with every field given; returns its id.
-- ev_id, ev_time: NULL for the next id and for now
create or replace function pgq.insert_event_raw(
    queue_name text, ev_id int8, ev_time timestamptz, ev_owner int4, ev_retry int4, ev_type text, ev_data text,
    ev_extra1 text, ev_extra2 text, ev_extra3 text, ev_extra4 text)
returns int8 as $$
declare
    v_queue record;
    v_id    int8 := $2;
    v_table int4;
    v_next  int8;
    v_count int8;
begin
    if $1 is null then
        raise exception 'Queue name must not be NULL';
    end if;
    -- rotation counts on the transaction id being older than the look at the current table
    perform txid_current();
    select q.queue_id, q.queue_data_pfx, q.queue_cur_table, q.queue_event_seq, q.queue_disable_insert,
        q.queue_ev_id_source, q.queue_per_tx_limit
    into v_queue
    from pgq.queue q
    where q.queue_name = $1;
    if not found then
        raise exception 'No such queue: %', $1;
    end if;
    if v_queue.queue_disable_insert and current_setting('session_replication_role') <> 'replica' then
        raise exception 'Insert into queue disallowed';
    end if;
    v_table := v_queue.queue_cur_table;
    if current_setting('transaction_isolation') not in ('read committed', 'read uncommitted') then
        v_table := jlondiste.fresh_event_table(v_queue.queue_id);
    end if;
    if v_queue.queue_per_tx_limit is not null then
        execute 'select count(*) from ' || pgq.quote_fqname(v_queue.queue_data_pfx) || ' e where e.ev_txid = txid_current()'
        into v_count;
        if v_count >= v_queue.queue_per_tx_limit then
            raise exception 'Queue ''%'' allows max % events from one TX', $1, v_queue.queue_per_tx_limit;
        end if;
    end if;
    if v_queue.queue_ev_id_source = 'wal' then
        v_id := coalesce(v_id, jlondiste.wal_position());
    else
        -- drawn also for an event that brings its id, as one that is retried does: by this the ticker sees that there is news
        v_next := nextval(pgq.quote_fqname(v_queue.queue_event_seq)::regclass);
        v_id := coalesce(v_id, v_next);
    end if;
    execute 'insert into ' || pgq.quote_fqname(v_queue.queue_data_pfx || '_' || v_table::text)
        || ' (ev_id, ev_time, ev_owner, ev_retry, ev_type, ev_data, ev_extra1, ev_extra2, ev_extra3, ev_extra4)'
        || ' values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)'
    using v_id, coalesce($3, now()), $4, $5, $6, $7, $8, $9, $10, $11;
    return v_id;
end;
$$ language plpgsql;
