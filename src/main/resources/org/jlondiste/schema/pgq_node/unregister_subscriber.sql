-- Ends another node's reading from this one.
create or replace function pgq_node.unregister_subscriber(
    i_queue_name text, i_remote_node_name text, out ret_code int4, out ret_note text) as $$
declare
    v_subscriber record;
begin
    select i.worker_name, i.watermark_name into v_subscriber
    from pgq_node.subscriber_info i
    where i.queue_name = i_queue_name and i.subscriber_node = i_remote_node_name;
    if not found then
        select 304, 'Subscriber not found' into ret_code, ret_note;
        return;
    end if;
    delete from pgq_node.subscriber_info
    where queue_name = i_queue_name and subscriber_node = i_remote_node_name;
    perform pgq.unregister_consumer(i_queue_name, v_subscriber.watermark_name);
    perform pgq.unregister_consumer(i_queue_name, v_subscriber.worker_name);
    select 200, 'Subscriber unregistered: ' || i_remote_node_name into ret_code, ret_note;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
