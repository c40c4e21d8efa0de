-- Subscribes a consumer to a queue from a tick on; returns 1, or 0 if it was subscribed already.
-- x_tick_pos: start there (an existing subscription is moved there and loses its open batch); NULL for the last tick
create or replace function pgq.register_consumer_at(x_queue_name text, x_consumer_name text, x_tick_pos int8)
returns int4 as $$
declare
    v_queue    int4;
    v_consumer int4;
    v_tick     int8;
begin
    select q.queue_id into v_queue from pgq.queue q where q.queue_name = x_queue_name;
    if not found then
        raise exception 'Event queue not created yet';
    end if;
    if x_tick_pos is null then
        select max(t.tick_id) into v_tick from pgq.tick t where t.tick_queue = v_queue;
        if v_tick is null then
            raise exception 'No ticks for this queue.  Please run ticker on database.';
        end if;
    else
        -- rotation must not take the tick away before this transaction ends
        select t.tick_id into v_tick
        from pgq.tick t
        where t.tick_queue = v_queue and t.tick_id = x_tick_pos
        for share;
        if not found then
            raise exception 'cannot reposition, tick not found: %', x_tick_pos;
        end if;
    end if;

    loop
        select c.co_id into v_consumer from pgq.consumer c where c.co_name = x_consumer_name for share;
        exit when found;
        begin
            insert into pgq.consumer (co_name) values (x_consumer_name);
        exception
            when unique_violation then
                null;
        end;
    end loop;

    perform 1 from pgq.subscription s
    where s.sub_queue = v_queue and s.sub_consumer = v_consumer
    for update;
    if found then
        if x_tick_pos is not null then
            update pgq.subscription
            set sub_last_tick = v_tick, sub_batch = null, sub_next_tick = null, sub_active = now()
            where sub_queue = v_queue and sub_consumer = v_consumer;
        end if;
        return 0;
    end if;
    insert into pgq.subscription (sub_queue, sub_consumer, sub_last_tick)
    values (v_queue, v_consumer, v_tick);
    return 1;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
