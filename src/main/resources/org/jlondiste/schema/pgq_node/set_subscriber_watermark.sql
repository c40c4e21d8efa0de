-- Notes which tick a subscriber, with all nodes behind it, still needs.
create or replace function pgq_node.set_subscriber_watermark(
    i_queue_name text, i_node_name text, i_watermark int8, out ret_code int4, out ret_note text) as $$
declare
    v_name text;
    v_old  int8;
begin
    select i.watermark_name, s.sub_last_tick into v_name, v_old
    from pgq_node.subscriber_info i
    join pgq.queue q on q.queue_name = i.queue_name
    join pgq.consumer c on c.co_name = i.watermark_name
    join pgq.subscription s on s.sub_queue = q.queue_id and s.sub_consumer = c.co_id
    where i.queue_name = i_queue_name and i.subscriber_node = i_node_name;
    if not found then
        select 404, 'node ' || coalesce(i_node_name, 'NULL') || ' not subscribed to queue '
            || coalesce(i_queue_name, 'NULL')
        into ret_code, ret_note;
        return;
    end if;
    if i_watermark = v_old then
        select 100, 'watermark already set' into ret_code, ret_note;
        return;
    end if;
    if i_watermark < v_old then
        select 405, 'watermark must not be moved backwards' into ret_code, ret_note;
        return;
    end if;
    perform pgq.register_consumer_at(i_queue_name, v_name, i_watermark);
    select 200, v_name || ' set to ' || i_watermark::text into ret_code, ret_note;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
