-- Turns this root into a branch, in three steps of a transaction each.
-- i_step: 1 stops writers, 2 adds the last tick behind the last event, 3 makes this node a branch of i_new_provider
create or replace function pgq_node.demote_root(
    i_queue_name text, i_step int4, i_new_provider text,
    out ret_code int4, out ret_note text, out last_tick int8) as $$
declare
    v_node  record;
    v_queue record;
begin
    select n.node_type, n.worker_name into v_node
    from pgq_node.node_info n
    where n.queue_name = i_queue_name
    for update;
    if not found then
        select 404, 'Node not initialized for queue: ' || coalesce(i_queue_name, 'NULL') into ret_code, ret_note;
        return;
    end if;
    if v_node.node_type <> 'root' then
        select 301, 'Node not root' into ret_code, ret_note;
        return;
    end if;
    select q.queue_id, q.queue_data_pfx, q.queue_ntables, q.queue_disable_insert, q.queue_external_ticker into v_queue
    from pgq.queue q
    where q.queue_name = i_queue_name;
    if i_step <> 1 and not (v_queue.queue_disable_insert and v_queue.queue_external_ticker) then
        raise exception 'steps in wrong order';
    end if;

    if i_step = 1 then
        update pgq.queue
        set queue_disable_insert = true, queue_external_ticker = true
        where queue_id = v_queue.queue_id;
        select 200, 'Step 1: Writing disabled for: ' || i_queue_name into ret_code, ret_note;
    elsif i_step = 2 then
        -- writers that came before step 1 have to end first; one that waits for this lock must not write after it
        for v_number in 0 .. v_queue.queue_ntables - 1 loop
            execute 'lock table ' || pgq.quote_fqname(v_queue.queue_data_pfx || '_' || v_number::text)
                || ' in exclusive mode';
            perform jlondiste.close_event_table(v_queue.queue_id,
                v_queue.queue_data_pfx || '_' || v_number::text);
        end loop;
        perform jlondiste.lock_queue(v_queue.queue_id);
        last_tick := jlondiste.insert_tick(v_queue.queue_id);
        select 200, 'Step 2: Inserted last tick: ' || i_queue_name into ret_code, ret_note;
    elsif i_step = 3 then
        select max(t.tick_id) into last_tick from pgq.tick t where t.tick_queue = v_queue.queue_id;
        update pgq_node.node_info set node_type = 'branch' where queue_name = i_queue_name;
        update pgq_node.local_state
        set provider_node = i_new_provider, last_tick_id = last_tick, uptodate = false
        where queue_name = i_queue_name and consumer_name = v_node.worker_name;
        select 200, 'Step 3: Demoted root to branch: ' || i_queue_name into ret_code, ret_note;
    else
        raise exception 'incorrect step number';
    end if;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
