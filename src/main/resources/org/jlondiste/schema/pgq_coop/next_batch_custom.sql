-- Gives a subconsumer its open batch again, or that of another one that has died, or the next one of the consumer whose
-- batches they share; NULL if there is none yet. Registers the subconsumer if need be.
-- i_min_lag, i_min_count, i_min_interval: as in pgq.next_batch_custom
-- i_dead_interval: how long another subconsumer may be silent before it counts as dead and is taken out; NULL for ever
create or replace function pgq_coop.next_batch_custom(
    i_queue_name text, i_consumer_name text, i_subconsumer_name text,
    i_min_lag interval, i_min_count int4, i_min_interval interval, i_dead_interval interval)
returns int8 as $$
declare
    v_main record;
    v_sub  record;
    v_dead record;
    v_next record;
begin
    perform pgq_coop.register_subconsumer(i_queue_name, i_consumer_name, i_subconsumer_name);
    -- subconsumers come here one after the other
    select s.sub_queue, s.sub_id, s.sub_consumer, s.sub_batch into v_main
    from pgq.subscription s
    join pgq.queue q on q.queue_id = s.sub_queue
    join pgq.consumer c on c.co_id = s.sub_consumer
    where q.queue_name = i_queue_name and c.co_name = i_consumer_name
    for update of s;
    if v_main.sub_batch is not null then
        raise exception 'main consumer has batch open?';
    end if;
    -- another one may have taken this one out meanwhile
    perform pgq_coop.register_subconsumer(i_queue_name, i_consumer_name, i_subconsumer_name);
    select s.sub_consumer, s.sub_batch into v_sub
    from pgq.subscription s
    join pgq.consumer c on c.co_id = s.sub_consumer
    where s.sub_queue = v_main.sub_queue and c.co_name = i_consumer_name || '.' || i_subconsumer_name;
    if v_sub.sub_batch is not null then
        update pgq.subscription
        set sub_active = now()
        where sub_queue = v_main.sub_queue and sub_consumer = v_sub.sub_consumer;
        return v_sub.sub_batch;
    end if;

    if i_dead_interval is not null then
        select s.sub_consumer, s.sub_batch, s.sub_last_tick, s.sub_next_tick into v_dead
        from pgq.subscription s
        where s.sub_queue = v_main.sub_queue and s.sub_id = v_main.sub_id
            and s.sub_consumer not in (v_main.sub_consumer, v_sub.sub_consumer)
            and s.sub_active < now() - i_dead_interval
        order by s.sub_batch is null, s.sub_active
        limit 1
        for update;
        if found then
            delete from pgq.subscription
            where sub_queue = v_main.sub_queue and sub_consumer = v_dead.sub_consumer;
            if v_dead.sub_batch is not null then
                update pgq.subscription
                set sub_batch = v_dead.sub_batch, sub_last_tick = v_dead.sub_last_tick,
                    sub_next_tick = v_dead.sub_next_tick, sub_active = now()
                where sub_queue = v_main.sub_queue and sub_consumer = v_sub.sub_consumer;
                return v_dead.sub_batch;
            end if;
        end if;
    end if;

    select n.batch_id, n.prev_tick_id, n.cur_tick_id into v_next
    from pgq.next_batch_custom(i_queue_name, i_consumer_name, i_min_lag, i_min_count, i_min_interval) n;
    if v_next.batch_id is null then
        return null;
    end if;
    -- the batch passes from the consumer, which goes on behind it, to the subconsumer
    update pgq.subscription
    set sub_batch = null, sub_last_tick = v_next.cur_tick_id, sub_next_tick = null, sub_active = now()
    where sub_queue = v_main.sub_queue and sub_consumer = v_main.sub_consumer;
    update pgq.subscription
    set sub_batch = v_next.batch_id, sub_last_tick = v_next.prev_tick_id, sub_next_tick = v_next.cur_tick_id,
        sub_active = now()
    where sub_queue = v_main.sub_queue and sub_consumer = v_sub.sub_consumer;
    return v_next.batch_id;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;

create or replace function pgq_coop.next_batch_custom(
    i_queue_name text, i_consumer_name text, i_subconsumer_name text,
    i_min_lag interval, i_min_count int4, i_min_interval interval)
returns int8 as $$
begin
    return pgq_coop.next_batch_custom(i_queue_name, i_consumer_name, i_subconsumer_name,
        i_min_lag, i_min_count, i_min_interval, null);
end;
$$ language plpgsql;
