-- How far consumers have come; NULL means any queue, any consumer.
-- lag: age of the last tick it finished; last_seen: since it last opened or closed a batch
create or replace function pgq.get_consumer_info(
    i_queue_name text, i_consumer_name text,
    out queue_name text, out consumer_name text, out lag interval, out last_seen interval,
    out last_tick int8, out current_batch int8, out next_tick int8, out pending_events int8)
returns setof record as $$
begin
    for queue_name, consumer_name, lag, last_seen, last_tick, current_batch, next_tick, pending_events in
        select q.queue_name, c.co_name, current_timestamp - t.tick_time, current_timestamp - s.sub_active,
            s.sub_last_tick, s.sub_batch, s.sub_next_tick,
            (select p.tick_event_seq from pgq.tick p
             where p.tick_queue = q.queue_id
             order by p.tick_id desc
             limit 1) - t.tick_event_seq
        from pgq.subscription s
        join pgq.queue q on q.queue_id = s.sub_queue
        join pgq.consumer c on c.co_id = s.sub_consumer
        left join pgq.tick t on t.tick_queue = s.sub_queue and t.tick_id = s.sub_last_tick
        where (i_queue_name is null or q.queue_name = i_queue_name)
            and (i_consumer_name is null or c.co_name = i_consumer_name)
        order by q.queue_name, c.co_name
    loop
        return next;
    end loop;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;

create or replace function pgq.get_consumer_info(
    i_queue_name text,
    out queue_name text, out consumer_name text, out lag interval, out last_seen interval,
    out last_tick int8, out current_batch int8, out next_tick int8, out pending_events int8)
returns setof record as $$
begin
    return query select f.* from pgq.get_consumer_info(i_queue_name, null) f;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;

create or replace function pgq.get_consumer_info(
    out queue_name text, out consumer_name text, out lag interval, out last_seen interval,
    out last_tick int8, out current_batch int8, out next_tick int8, out pending_events int8)
returns setof record as $$
begin
    return query select f.* from pgq.get_consumer_info(null, null) f;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
