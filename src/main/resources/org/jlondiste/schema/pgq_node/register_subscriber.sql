-- Lets another node read from this one.
-- i_custom_tick_id: where its worker starts; NULL for the global watermark
create or replace function pgq_node.register_subscriber(
    i_queue_name text, i_remote_node_name text, i_remote_worker_name text, i_custom_tick_id int8,
    out ret_code int4, out ret_note text, out global_watermark int8) as $$
declare
    v_type      text;
    v_watermark text := '.' || i_remote_node_name || '.watermark';
begin
    select n.node_type into v_type from pgq_node.node_info n where n.queue_name = i_queue_name;
    if not found then
        select 404, 'Unknown queue: ' || coalesce(i_queue_name, 'NULL') into ret_code, ret_note;
        return;
    end if;
    if v_type = 'leaf' then
        select 401, 'Cannot subscribe to leaf node' into ret_code, ret_note;
        return;
    end if;
    select w.global_watermark into global_watermark from pgq_node.queue_watermarks(i_queue_name) w;
    if global_watermark is null then
        select 404, 'Global watermark not found: ' || i_queue_name into ret_code, ret_note;
        return;
    end if;
    perform pgq.register_consumer_at(i_queue_name, v_watermark, global_watermark);
    perform pgq.register_consumer_at(i_queue_name, i_remote_worker_name,
        coalesce(i_custom_tick_id, global_watermark));
    insert into pgq_node.subscriber_info (queue_name, subscriber_node, worker_name, watermark_name)
    values (i_queue_name, i_remote_node_name, i_remote_worker_name, v_watermark);
    select 200, 'Subscriber registered: ' || i_remote_node_name into ret_code, ret_note;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
