-- Makes this database a node of a set; its location must be registered before.
-- i_node_type: root, branch or leaf
-- i_provider_name, i_global_watermark: for branch and leaf: where it reads from, and the tick it starts at
-- i_combined_queue: for a leaf: the local queue that its events are merged into
create or replace function pgq_node.create_node(
    i_queue_name text, i_node_type text, i_node_name text, i_worker_name text,
    i_provider_name text, i_global_watermark int8, i_combined_queue text,
    out ret_code int4, out ret_note text) as $$
declare
    v_tick int8;
begin
    perform 1 from pgq_node.node_info n where n.queue_name = i_queue_name;
    if found then
        select 401, 'Node already initialized' into ret_code, ret_note;
        return;
    end if;
    if i_node_type is null or i_node_type not in ('root', 'branch', 'leaf') then
        select 401, 'bad node type: ' || coalesce(i_node_type, 'NULL') into ret_code, ret_note;
        return;
    end if;
    if i_node_type = 'root' and coalesce(i_provider_name, i_global_watermark::text, i_combined_queue) is not null
        or i_node_type = 'branch' and i_combined_queue is not null
        or i_worker_name is null
    then
        select 401, 'unexpected args for ' || i_node_type into ret_code, ret_note;
        return;
    end if;
    if i_node_type <> 'root' and i_provider_name is null then
        select 401, 'provider not set for ' || i_node_type into ret_code, ret_note;
        return;
    end if;
    if i_node_type <> 'root' and i_global_watermark is null then
        select 401, 'global watermark not set for ' || i_node_type into ret_code, ret_note;
        return;
    end if;
    if i_combined_queue is not null
        and not exists (select 1 from pgq.queue q where q.queue_name = i_combined_queue)
    then
        select 401, 'non-existing queue on leaf side: ' || i_combined_queue into ret_code, ret_note;
        return;
    end if;

    if i_node_type in ('root', 'branch') then
        perform pgq.create_queue(i_queue_name);
        perform jlondiste.use_wal_event_ids(i_queue_name);
        -- changes are to be seen elsewhere at once, not after the 3 seconds of a plain queue
        perform pgq.set_queue_config(i_queue_name, 'ticker_max_lag', '15 milliseconds');
    end if;
    if i_node_type = 'root' then
        perform pgq.register_consumer(i_queue_name, '.global_watermark');
        select s.sub_last_tick into v_tick
        from pgq.subscription s
        join pgq.queue q on q.queue_id = s.sub_queue
        join pgq.consumer c on c.co_id = s.sub_consumer
        where q.queue_name = i_queue_name and c.co_name = '.global_watermark';
    elsif i_node_type = 'branch' then
        update pgq.queue
        set queue_external_ticker = true, queue_disable_insert = true
        where queue_name = i_queue_name;
        -- the queue was born with tick 1
        if i_global_watermark > 1 then
            perform pgq.ticker(i_queue_name, i_global_watermark, now(), 1);
        end if;
        perform pgq.register_consumer_at(i_queue_name, '.global_watermark', i_global_watermark);
        v_tick := i_global_watermark;
    else
        v_tick := i_global_watermark;
    end if;

    insert into pgq_node.node_info (queue_name, node_type, node_name, worker_name, combined_queue)
    values (i_queue_name, i_node_type, i_node_name, i_worker_name, i_combined_queue);
    insert into pgq_node.local_state (queue_name, consumer_name, provider_node, last_tick_id)
    values (i_queue_name, i_worker_name, coalesce(i_provider_name, i_node_name), v_tick);
    select 200, 'Node "' || i_node_name || '" initialized for queue "' || i_queue_name
        || '" with type "' || i_node_type || '"'
    into ret_code, ret_note;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
