-- Opens the next batch of a consumer, or gives the open one again; all NULL if there is none yet.
-- i_min_lag: leave ticks alone that are younger than this
-- i_min_count, i_min_interval: join ticks until the batch has so many events or spans so much time
create or replace function pgq.next_batch_custom(
    i_queue_name text, i_consumer_name text, i_min_lag interval, i_min_count int4, i_min_interval interval,
    out batch_id int8, out cur_tick_id int8, out prev_tick_id int8,
    out cur_tick_time timestamptz, out prev_tick_time timestamptz,
    out cur_tick_event_seq int8, out prev_tick_event_seq int8) as $$
declare
    v_sub  record;
    v_prev record;
    v_next record;
begin
    select s.sub_queue, s.sub_consumer, s.sub_batch, s.sub_last_tick, s.sub_next_tick into v_sub
    from pgq.subscription s
    join pgq.queue q on q.queue_id = s.sub_queue
    join pgq.consumer c on c.co_id = s.sub_consumer
    where q.queue_name = i_queue_name and c.co_name = i_consumer_name
    for update of s;
    if not found then
        raise exception 'Not subscriber to queue: %/%', coalesce(i_queue_name, 'NULL'), coalesce(i_consumer_name, 'NULL');
    end if;

    select t.tick_id, t.tick_time, t.tick_event_seq into v_prev
    from pgq.tick t
    where t.tick_queue = v_sub.sub_queue and t.tick_id = v_sub.sub_last_tick;
    if not found then
        raise exception 'PgQ corruption: Consumer % on queue % does not see tick %',
            i_consumer_name, i_queue_name, v_sub.sub_last_tick;
    end if;

    if v_sub.sub_batch is not null then
        select t.tick_id, t.tick_time, t.tick_event_seq into v_next
        from pgq.tick t
        where t.tick_queue = v_sub.sub_queue and t.tick_id = v_sub.sub_next_tick;
        batch_id := v_sub.sub_batch;
    else
        if i_min_count is null and i_min_interval is null then
            select t.tick_id, t.tick_time, t.tick_event_seq into v_next
            from pgq.tick t
            where t.tick_queue = v_sub.sub_queue and t.tick_id > v_prev.tick_id
            order by t.tick_id
            limit 1;
        else
            select f.next_tick_id as tick_id, f.next_tick_time as tick_time, f.next_tick_seq as tick_event_seq
            into v_next
            from pgq.find_tick_helper(v_sub.sub_queue, v_prev.tick_id, v_prev.tick_time, v_prev.tick_event_seq,
                i_min_count, i_min_interval) f;
            if v_next.tick_time > now() - i_min_lag then
                -- the tick it chose is too young: the last one that is old enough may do
                select t.tick_id, t.tick_time, t.tick_event_seq into v_next
                from pgq.tick t
                where t.tick_queue = v_sub.sub_queue and t.tick_id > v_prev.tick_id
                    and t.tick_time <= now() - i_min_lag
                    and (t.tick_event_seq - v_prev.tick_event_seq >= i_min_count
                        or t.tick_time - v_prev.tick_time >= i_min_interval)
                order by t.tick_id desc
                limit 1;
            end if;
        end if;
        if v_next.tick_id is null or v_next.tick_time > now() - i_min_lag then
            return;
        end if;
        batch_id := nextval('pgq.batch_id_seq');
        update pgq.subscription
        set sub_batch = batch_id, sub_next_tick = v_next.tick_id, sub_active = now()
        where sub_queue = v_sub.sub_queue and sub_consumer = v_sub.sub_consumer;
    end if;

    cur_tick_id := v_next.tick_id;
    cur_tick_time := v_next.tick_time;
    cur_tick_event_seq := v_next.tick_event_seq;
    prev_tick_id := v_prev.tick_id;
    prev_tick_time := v_prev.tick_time;
    prev_tick_event_seq := v_prev.tick_event_seq;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
