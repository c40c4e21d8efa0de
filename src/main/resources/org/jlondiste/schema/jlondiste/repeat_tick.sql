-- Makes, in a queue that follows another one, the tick behind the events that this very transaction wrote; so no one
-- ever sees the events without the tick. Nobody else may write to the queue. Returns the tick's id.
-- i_tick_id, i_orig_timestamp, i_event_seq: of the provider's tick
-- i_highest_id: the highest id among the events before the tick, 0 if it is not known
create or replace function jlondiste.repeat_tick(
    i_queue_name text, i_tick_id int8, i_orig_timestamp timestamptz, i_event_seq int8, i_highest_id int8)
returns int8 as $$
declare
    v_queue  record;
    v_counts bool := true;
    v_next   text := (txid_current() + 1)::text;
    v_seq    int8 := i_event_seq;
begin
    select q.queue_id, q.queue_tick_seq, q.queue_event_seq into v_queue
    from pgq.queue q
    where q.queue_name = i_queue_name and q.queue_external_ticker and not q.queue_ticker_paused;
    if not found then
        raise exception 'queue not found or ticker disabled: %', i_queue_name;
    end if;
    -- a queue of PgQ itself has no such column: its ids always come from a sequence
    if exists (
        select 1 from pg_catalog.pg_attribute a
        where a.attrelid = 'pgq.queue'::regclass and a.attname = 'queue_ev_id_source' and not a.attisdropped
    ) then
        execute 'select q.queue_ev_id_source = ''wal'' from pgq.queue q where q.queue_id = $1'
        into v_counts using v_queue.queue_id;
        v_counts := not v_counts;
    end if;
    if v_counts then
        v_seq := greatest(i_event_seq, i_highest_id);
        perform pgq.seq_setval(v_queue.queue_event_seq, v_seq);
    end if;
    perform jlondiste.lock_queue(v_queue.queue_id);
    -- all that is written here by now comes from this transaction or earlier ones
    insert into pgq.tick (tick_queue, tick_id, tick_time, tick_snapshot, tick_event_seq)
    values (v_queue.queue_id, i_tick_id, i_orig_timestamp, (v_next || ':' || v_next || ':')::txid_snapshot, v_seq);
    perform pgq.seq_setval(v_queue.queue_tick_seq, i_tick_id);
    perform jlondiste.notify_tick(i_queue_name);
    return i_tick_id;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
