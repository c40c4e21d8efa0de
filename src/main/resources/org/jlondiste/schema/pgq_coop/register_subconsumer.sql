-- Lets a subconsumer share the batches of a consumer, which is subscribed first if need be; returns 1, or 0 if it did
-- so already.
-- It is listed as a consumer of its own, CONSUMER.SUBCONSUMER, with the consumer's sub_id and, while it has no batch,
-- without a position.
create or replace function pgq_coop.register_subconsumer(
    i_queue_name text, i_consumer_name text, i_subconsumer_name text)
returns int4 as $$
declare
    v_name text := i_consumer_name || '.' || i_subconsumer_name;
begin
    perform pgq.register_consumer(i_queue_name, i_consumer_name);
    if pgq.register_consumer(i_queue_name, v_name) = 0 then
        return 0;
    end if;
    update pgq.subscription
    set sub_id = (
            select m.sub_id
            from pgq.subscription m
            join pgq.consumer mc on mc.co_id = m.sub_consumer
            where m.sub_queue = q.queue_id and mc.co_name = i_consumer_name),
        sub_last_tick = null
    from pgq.queue q, pgq.consumer c
    where q.queue_name = i_queue_name and c.co_name = v_name
        and sub_queue = q.queue_id and sub_consumer = c.co_id;
    return 1;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
