-- Ends a consumer's subscription to a queue; returns how many subscriptions ended (0 if there was none).
-- Co-operating consumers share one sub_id: the main one takes the others, NAME.*, with it, each other one goes alone.
create or replace function pgq.unregister_consumer(x_queue_name text, x_consumer_name text) returns int4 as $$
declare
    v_sub     record;
    v_members int4[];
    v_removed int4;
begin
    select s.sub_id, s.sub_queue, s.sub_consumer, c.co_name into v_sub
    from pgq.subscription s
    join pgq.queue q on q.queue_id = s.sub_queue
    join pgq.consumer c on c.co_id = s.sub_consumer
    where q.queue_name = x_queue_name and c.co_name = x_consumer_name
    for update of s;
    if not found then
        return 0;
    end if;

    if exists (
        select 1
        from pgq.subscription s
        join pgq.consumer c on c.co_id = s.sub_consumer
        where s.sub_id = v_sub.sub_id and s.sub_queue = v_sub.sub_queue
            and c.co_name || '.' = substr(v_sub.co_name, 1, length(c.co_name) + 1)
    ) then
        v_members := array[v_sub.sub_consumer];
    else
        v_members := array(
            select s.sub_consumer from pgq.subscription s
            where s.sub_id = v_sub.sub_id and s.sub_queue = v_sub.sub_queue);
        delete from pgq.retry_queue where ev_queue = v_sub.sub_queue and ev_owner = v_sub.sub_id;
    end if;
    delete from pgq.subscription
    where sub_queue = v_sub.sub_queue and sub_consumer = any (v_members);
    get diagnostics v_removed = row_count;
    delete from pgq.consumer
    where co_id = any (v_members)
        and not exists (select 1 from pgq.subscription s where s.sub_consumer = co_id);
    return v_removed;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
