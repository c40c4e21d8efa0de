-- Puts a few events whose time has come back into their queues; returns how many. Repeat it until 0.
create or replace function pgq.maint_retry_events() returns int4 as $$
declare
    v_event record;
    v_count int4 := 0;
begin
    for v_event in
        select r.*, q.queue_name as to_queue
        from pgq.retry_queue r
        join pgq.queue q on q.queue_id = r.ev_queue
        where r.ev_retry_after <= current_timestamp
        order by r.ev_retry_after
        limit 10
        for update of r
    loop
        perform pgq.insert_event_raw(v_event.to_queue, v_event.ev_id, v_event.ev_time, v_event.ev_owner,
            v_event.ev_retry, v_event.ev_type, v_event.ev_data,
            v_event.ev_extra1, v_event.ev_extra2, v_event.ev_extra3, v_event.ev_extra4);
        delete from pgq.retry_queue where ev_owner = v_event.ev_owner and ev_id = v_event.ev_id;
        v_count := v_count + 1;
    end loop;
    return v_count;
end;
$$ language plpgsql;
