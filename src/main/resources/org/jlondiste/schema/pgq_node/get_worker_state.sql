-- State of this node's worker, with watermarks.
-- local_queue_top: last tick of the local queue, NULL on a leaf
create or replace function pgq_node.get_worker_state(
    i_queue_name text,
    out ret_code int4, out ret_note text, out node_type text, out node_name text, out completed_tick int8,
    out provider_node text, out provider_location text, out paused bool, out uptodate bool, out cur_error text,
    out worker_name text, out global_watermark int8, out local_watermark int8, out local_queue_top int8,
    out combined_queue text, out combined_type text) as $$
begin
    select 100, 'Ok', n.node_type, n.node_name, s.last_tick_id, s.provider_node, l.node_location,
        s.paused, s.uptodate, s.cur_error, n.worker_name, n.combined_queue
    into ret_code, ret_note, node_type, node_name, completed_tick, provider_node, provider_location,
        paused, uptodate, cur_error, worker_name, combined_queue
    from pgq_node.node_info n
    left join pgq_node.local_state s on s.queue_name = n.queue_name and s.consumer_name = n.worker_name
    left join pgq_node.node_location l on l.queue_name = s.queue_name and l.node_name = s.provider_node
    where n.queue_name = i_queue_name;
    if not found then
        select 404, 'Unknown queue: ' || coalesce(i_queue_name, 'NULL') into ret_code, ret_note;
        return;
    end if;
    if completed_tick is null then
        select 404, 'Unknown consumer: ' || i_queue_name || '/' || coalesce(worker_name, 'NULL')
        into ret_code, ret_note;
        return;
    end if;
    if combined_queue is not null then
        select k.node_type into combined_type
        from pgq_node.node_info n
        join pgq_node.node_info k on k.queue_name = n.combined_queue
        where n.queue_name = i_queue_name;
        if not found then
            select 404, 'Combined queue node not found: ' || combined_queue into ret_code, ret_note;
            return;
        end if;
    end if;
    if node_type = 'leaf' then
        local_watermark := completed_tick;
    else
        select w.global_watermark, w.local_watermark, w.queue_top
        into global_watermark, local_watermark, local_queue_top
        from pgq_node.queue_watermarks(i_queue_name) w;
    end if;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
