-- The events of a queue that its tick i_tick does not see yet, each with the first tick that does and the one before.
create or replace function jlondiste.events_after_tick(
    i_queue_name text, i_tick int8,
    out ev_id int8, out ev_time timestamptz, out ev_txid int8, out ev_retry int4, out ev_type text, out ev_data text,
    out ev_extra1 text, out ev_extra2 text, out ev_extra3 text, out ev_extra4 text, out tick_id int8,
    out prev_tick_id int8)
returns setof record as $$
declare
    v_queue    record;
    v_snapshot txid_snapshot;
begin
    select q.queue_id, q.queue_data_pfx into v_queue from pgq.queue q where q.queue_name = i_queue_name;
    select t.tick_snapshot into v_snapshot
    from pgq.tick t
    where t.tick_queue = v_queue.queue_id and t.tick_id = i_tick;
    if v_snapshot is null then
        raise exception 'queue % has no tick %', i_queue_name, i_tick;
    end if;
    return query execute '
        select e.*, (select max(b.tick_id) from pgq.tick b where b.tick_queue = $2 and b.tick_id < e.seen)
        from (
            select ev.ev_id, ev.ev_time, ev.ev_txid, ev.ev_retry, ev.ev_type, ev.ev_data,
                ev.ev_extra1, ev.ev_extra2, ev.ev_extra3, ev.ev_extra4,
                (select min(t.tick_id)
                 from pgq.tick t
                 where t.tick_queue = $2 and t.tick_id > $3
                     and txid_visible_in_snapshot(ev.ev_txid, t.tick_snapshot)) as seen
            from ' || pgq.quote_fqname(v_queue.queue_data_pfx) || ' ev
            where not txid_visible_in_snapshot(ev.ev_txid, $1)) e
        order by e.ev_id'
    using v_snapshot, v_queue.queue_id, i_tick;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;

-- Takes these events, and all ticks after that one, out of the queue; consumers that were further come back to it.
-- Returns the number of events.
create or replace function jlondiste.forget_after_tick(i_queue_name text, i_tick int8) returns int8 as $$
declare
    v_queue    record;
    v_snapshot txid_snapshot;
    v_count    int8;
begin
    select q.queue_id, q.queue_data_pfx into v_queue from pgq.queue q where q.queue_name = i_queue_name;
    select t.tick_snapshot into v_snapshot
    from pgq.tick t
    where t.tick_queue = v_queue.queue_id and t.tick_id = i_tick;
    if v_snapshot is null then
        raise exception 'queue % has no tick %', i_queue_name, i_tick;
    end if;
    execute 'delete from ' || pgq.quote_fqname(v_queue.queue_data_pfx) || ' ev'
        || ' where not txid_visible_in_snapshot(ev.ev_txid, $1)'
    using v_snapshot;
    get diagnostics v_count = row_count;
    update pgq.subscription
    set sub_last_tick = i_tick, sub_batch = null, sub_next_tick = null
    where sub_queue = v_queue.queue_id and (sub_last_tick > i_tick or sub_next_tick > i_tick);
    delete from pgq.tick where tick_queue = v_queue.queue_id and tick_id > i_tick;
    return v_count;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
