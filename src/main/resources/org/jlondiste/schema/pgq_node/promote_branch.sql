-- Makes this branch the root of the set.
create or replace function pgq_node.promote_branch(
    i_queue_name text, out ret_code int4, out ret_note text) as $$
declare
    v_node  record;
    v_queue record;
    v_top   int8;
begin
    select n.node_type, n.node_name, n.worker_name into v_node
    from pgq_node.node_info n
    where n.queue_name = i_queue_name
    for update;
    if not found then
        select 404, 'Node not initialized for queue: ' || coalesce(i_queue_name, 'NULL') into ret_code, ret_note;
        return;
    end if;
    if v_node.node_type <> 'branch' then
        select 301, 'Node not branch' into ret_code, ret_note;
        return;
    end if;

    select q.queue_id, q.queue_tick_seq, q.queue_ev_id_source into v_queue
    from pgq.queue q
    where q.queue_name = i_queue_name;
    select max(t.tick_id) into v_top from pgq.tick t where t.tick_queue = v_queue.queue_id;
    perform pgq.seq_setval(v_queue.queue_tick_seq, v_top);
    perform jlondiste.settle_last_tick(i_queue_name);
    -- ids so far came from another server's WAL: lift ours above them
    if v_queue.queue_ev_id_source = 'wal' then
        perform jlondiste.lift_event_ids(v_queue.queue_id);
    end if;
    update pgq.queue
    set queue_disable_insert = false, queue_external_ticker = false
    where queue_id = v_queue.queue_id;
    update pgq_node.node_info set node_type = 'root' where queue_name = i_queue_name;
    update pgq_node.local_state
    set provider_node = v_node.node_name, last_tick_id = v_top, uptodate = false
    where queue_name = i_queue_name and consumer_name = v_node.worker_name;
    select 200, 'Branch node promoted to root' into ret_code, ret_note;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
