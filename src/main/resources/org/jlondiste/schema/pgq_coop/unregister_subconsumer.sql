-- Lets a subconsumer no longer share the batches of a consumer; returns 1, or 0 if it did not.
-- i_batch_handling: 1 gives its open batch up, whose events then count as done; otherwise an open batch is an error
create or replace function pgq_coop.unregister_subconsumer(
    i_queue_name text, i_consumer_name text, i_subconsumer_name text, i_batch_handling int4)
returns int4 as $$
declare
    v_sub record;
begin
    select s.sub_queue, s.sub_consumer, s.sub_batch into v_sub
    from pgq.subscription s
    join pgq.queue q on q.queue_id = s.sub_queue
    join pgq.consumer c on c.co_id = s.sub_consumer
    where q.queue_name = i_queue_name and c.co_name = i_consumer_name || '.' || i_subconsumer_name
    for update of s;
    if not found then
        return 0;
    end if;
    if v_sub.sub_batch is not null and i_batch_handling is distinct from 1 then
        raise exception 'subconsumer has active batch';
    end if;
    delete from pgq.subscription where sub_queue = v_sub.sub_queue and sub_consumer = v_sub.sub_consumer;
    return 1;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
