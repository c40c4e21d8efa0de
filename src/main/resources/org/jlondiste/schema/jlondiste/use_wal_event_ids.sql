-- From now on the queue's event ids are WAL positions; ids go on rising. Returns 1, or 0 if it was so already.
-- Where the WAL position is still below ids in the queue, an offset lifts all new ids above them.
create or replace function jlondiste.use_wal_event_ids(i_queue_name text) returns int4 as $$
declare
    v_queue record;
begin
    select q.queue_id, q.queue_ev_id_source
    into v_queue
    from pgq.queue q
    where q.queue_name = i_queue_name
    for update;
    if not found then
        raise exception 'No such event queue: %', i_queue_name;
    end if;
    if v_queue.queue_ev_id_source = 'wal' then
        return 0;
    end if;
    perform jlondiste.lift_event_ids(v_queue.queue_id);
    update pgq.queue set queue_ev_id_source = 'wal' where queue_id = v_queue.queue_id;
    return 1;
end;
$$ language plpgsql;

-- Sees to it that ids from now on are higher than any in this queue.
create or replace function jlondiste.lift_event_ids(i_queue_id int4) returns void as $$
declare
    v_missing int8 := jlondiste.highest_event_id(i_queue_id) + 1 - jlondiste.wal_position();
begin
    if v_missing > 0 then
        perform jlondiste.raise_wal_offset(jlondiste.wal_offset() + v_missing);
    end if;
end;
$$ language plpgsql;

-- The highest id that an event of this queue has or was given, 0 if there was none.
create or replace function jlondiste.highest_event_id(i_queue_id int4) returns int8 as $$
declare
    v_queue   record;
    v_highest int8;
begin
    select q.queue_data_pfx, q.queue_event_seq into v_queue
    from pgq.queue q
    where q.queue_id = i_queue_id;
    -- the parent table shows the rows of all event tables of the queue
    execute 'select coalesce(max(ev.ev_id), 0) from ' || pgq.quote_fqname(v_queue.queue_data_pfx) || ' ev'
    into v_highest;
    return greatest(v_highest, jlondiste.event_sequence_value(v_queue.queue_event_seq));
end;
$$ language plpgsql;
