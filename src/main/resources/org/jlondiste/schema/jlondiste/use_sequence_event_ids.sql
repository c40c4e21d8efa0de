-- From now on the queue's event ids are drawn from its sequence, as in PgQ; ids go on rising.
-- Returns 1, or 0 if it was so already. Ticks are renumbered so that differences between them stay what they were.
create or replace function jlondiste.use_sequence_event_ids(i_queue_name text) returns int4 as $$
declare
    v_queue record;
    v_next  int8;
begin
    select q.queue_id, q.queue_event_seq, q.queue_ev_id_source
    into v_queue
    from pgq.queue q
    where q.queue_name = i_queue_name
    for update;
    if not found then
        raise exception 'No such event queue: %', i_queue_name;
    end if;
    if v_queue.queue_ev_id_source = 'sequence' then
        return 0;
    end if;
    perform jlondiste.lock_queue(v_queue.queue_id);
    -- writers that still use WAL positions may be a little ahead of this moment: leave a gap
    v_next := greatest(jlondiste.wal_position(),
                       jlondiste.highest_event_id(v_queue.queue_id)) + 16777216;
    perform setval(pgq.quote_fqname(v_queue.queue_event_seq)::regclass, v_next, true);
    update pgq.tick
    set tick_event_seq = tick_event_seq + v_next
        - (select max(t.tick_event_seq) from pgq.tick t where t.tick_queue = v_queue.queue_id)
    where tick_queue = v_queue.queue_id;
    update pgq.queue
    set queue_ev_id_source = 'sequence'
    where queue_id = v_queue.queue_id;
    return 1;
end;
$$ language plpgsql;
