-- Has an event of an open batch delivered to its consumer again after a time; returns 1, or 0 if that was asked before.
create or replace function pgq.event_retry(x_batch_id int8, x_event_id int8, x_retry_time timestamptz)
returns int4 as $$
declare
    v_sub   record;
    v_event record;
begin
    select s.sub_id, s.sub_queue into v_sub from pgq.subscription s where s.sub_batch = x_batch_id;
    if not found then
        raise exception 'batch not found';
    end if;
    execute 'select ev.* from (' || pgq.batch_event_sql(x_batch_id) || ') ev where ev.ev_id = $1'
    into v_event
    using x_event_id;
    if v_event.ev_id is null then
        raise exception 'event not found';
    end if;
    begin
        insert into pgq.retry_queue (ev_retry_after, ev_queue, ev_id, ev_time, ev_owner, ev_retry,
            ev_type, ev_data, ev_extra1, ev_extra2, ev_extra3, ev_extra4)
        values (x_retry_time, v_sub.sub_queue, v_event.ev_id, v_event.ev_time, v_sub.sub_id,
            coalesce(v_event.ev_retry, 0) + 1, v_event.ev_type, v_event.ev_data,
            v_event.ev_extra1, v_event.ev_extra2, v_event.ev_extra3, v_event.ev_extra4);
    exception
        when unique_violation then
            return 0;
    end;
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
