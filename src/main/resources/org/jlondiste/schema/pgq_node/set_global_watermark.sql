-- Moves the tick that every node of the set has passed; the root tells all others.
-- i_watermark: NULL on the root for its local watermark
create or replace function pgq_node.set_global_watermark(
    i_queue_name text, i_watermark int8, out ret_code int4, out ret_note text) as $$
declare
    v_node      record;
    v_watermark int8 := i_watermark;
begin
    select n.node_type, n.worker_name into v_node from pgq_node.node_info n where n.queue_name = i_queue_name;
    if not found then
        select 404, 'Queue not found: ' || coalesce(i_queue_name, 'NULL') into ret_code, ret_note;
        return;
    end if;
    if v_node.node_type = 'leaf' then
        select 100, 'Ignoring global watermark in leaf' into ret_code, ret_note;
        return;
    end if;
    if v_watermark is null then
        if v_node.node_type <> 'root' then
            select 500, 'bad usage: wm=null on branch node' into ret_code, ret_note;
            return;
        end if;
        select w.local_watermark into v_watermark from pgq_node.queue_watermarks(i_queue_name) w;
    end if;
    perform 1
    from pgq.tick t
    join pgq.queue q on q.queue_id = t.tick_queue
    where q.queue_name = i_queue_name and t.tick_id = v_watermark;
    if not found then
        select 200, 'Skipping global watermark update to ' || coalesce(v_watermark::text, 'NULL')
        into ret_code, ret_note;
        return;
    end if;
    perform pgq.register_consumer_at(i_queue_name, '.global_watermark', v_watermark);
    if v_node.node_type = 'root' then
        perform pgq.insert_event(i_queue_name, 'pgq.global-watermark', v_watermark::text, i_queue_name, null, null, null);
        update pgq_node.local_state
        set last_tick_id = v_watermark
        where queue_name = i_queue_name and consumer_name = v_node.worker_name;
    end if;
    select 200, 'Global watermark set to ' || v_watermark::text into ret_code, ret_note;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
