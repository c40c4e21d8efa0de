-- What this node is, where it reads from and how far it and those behind it have come.
-- global_watermark: lowest tick that any node still needs; local_watermark: lowest one needed from this node
-- target_for: local queues whose events are merged into this one
create or replace function pgq_node.get_node_info(
    i_queue_name text,
    out ret_code int4, out ret_note text, out node_type text, out node_name text,
    out global_watermark int8, out local_watermark int8, out provider_node text, out provider_location text,
    out combined_queue text, out combined_type text, out worker_name text, out worker_paused bool,
    out worker_uptodate bool, out worker_last_tick int8, out node_attrs text, out target_for text[]) as $$
declare
    v_top int8;
begin
    select 100, 'Ok', n.node_type, n.node_name, s.provider_node, l.node_location,
        n.combined_queue, k.node_type, n.worker_name, s.paused, s.uptodate, s.last_tick_id, n.node_attrs
    into ret_code, ret_note, node_type, node_name, provider_node, provider_location,
        combined_queue, combined_type, worker_name, worker_paused, worker_uptodate, worker_last_tick, node_attrs
    from pgq_node.node_info n
    left join pgq_node.node_info k on k.queue_name = n.combined_queue
    left join pgq_node.local_state s on s.queue_name = n.queue_name and s.consumer_name = n.worker_name
    left join pgq_node.node_location l on l.queue_name = s.queue_name and l.node_name = s.provider_node
    where n.queue_name = i_queue_name;
    if not found then
        select 404, 'Unknown queue: ' || coalesce(i_queue_name, 'NULL') into ret_code, ret_note;
        return;
    end if;

    if node_type = 'leaf' then
        local_watermark := worker_last_tick;
    else
        select w.global_watermark, w.local_watermark, w.queue_top
        into global_watermark, local_watermark, v_top
        from pgq_node.queue_watermarks(i_queue_name) w;
        if node_type = 'root' then
            worker_last_tick := v_top;
        end if;
    end if;
    target_for := nullif(
        array(select p.queue_name from pgq_node.node_info p where p.combined_queue = i_queue_name order by p.queue_name),
        array[]::text[]);
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;

-- The watermarks of a local queue, and its last tick.
create or replace function pgq_node.queue_watermarks(
    i_queue_name text, out global_watermark int8, out local_watermark int8, out queue_top int8) as $$
declare
    v_queue int4;
begin
    select q.queue_id into v_queue from pgq.queue q where q.queue_name = i_queue_name;
    if not found then
        return;
    end if;
    select max(t.tick_id) into queue_top from pgq.tick t where t.tick_queue = v_queue;
    select min(case when c.co_name = '.global_watermark' then s.sub_last_tick end),
        coalesce(min(case when c.co_name <> '.global_watermark' then s.sub_last_tick end), queue_top)
    into global_watermark, local_watermark
    from pgq.subscription s
    join pgq.consumer c on c.co_id = s.sub_consumer
    where s.sub_queue = v_queue;
end;
$$ language plpgsql stable;
