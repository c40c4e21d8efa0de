-- Has an event of an open batch delivered to its consumer again after a time; returns 1, or 0 if that was asked before.
-- Sessions that write at the same moment may give their events the same id: then all of these are delivered again.
create or replace function pgq.event_retry(x_batch_id int8, x_event_id int8, x_retry_time timestamptz)
returns int4 as $$
declare
    v_sub   record;
    v_event record;
    v_id    int8 := x_event_id;
begin
    select s.sub_id, s.sub_queue, c.co_name, q.queue_name into v_sub
    from pgq.subscription s
    join pgq.consumer c on c.co_id = s.sub_consumer
    join pgq.queue q on q.queue_id = s.sub_queue
    where s.sub_batch = x_batch_id;
    if not found then
        raise exception 'batch not found';
    end if;
    for v_event in
        execute 'select ev.* from (' || pgq.batch_event_sql(x_batch_id) || ') ev where ev.ev_id = $1'
        using x_event_id
    loop
        begin
            perform pgq.event_retry_raw(v_sub.queue_name, v_sub.co_name, x_retry_time, v_id, v_event.ev_time,
                coalesce(v_event.ev_retry, 0) + 1, v_event.ev_type, v_event.ev_data,
                v_event.ev_extra1, v_event.ev_extra2, v_event.ev_extra3, v_event.ev_extra4);
        exception
            when unique_violation then
                return 0;
        end;
        -- a namesake gets an id of its own
        v_id := null;
    end loop;
    if v_id is not null then
        raise exception 'event not found';
    end if;
    return 1;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;

create or replace function pgq.event_retry(x_batch_id int8, x_event_id int8, x_retry_seconds int4)
returns int4 as $$
begin
    return pgq.event_retry(x_batch_id, x_event_id,
        current_timestamp + x_retry_seconds * interval '1 second');
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
