-- Empties the oldest event table of a queue and turns writers to it, if rotation is due and no consumer needs it.
-- Returns 0. Run it in a transaction of its own, and step 2 in a later one.
create or replace function pgq.maint_rotate_tables_step1(i_queue_name text) returns int4 as $$
declare
    v_queue  record;
    v_lowest int8;
    v_xmin   int8;
    v_next   int4;
    v_table  text;
begin
    begin
        select q.queue_id, q.queue_ntables, q.queue_cur_table, q.queue_data_pfx,
            q.queue_switch_step1, q.queue_switch_step2
        into v_queue
        from pgq.queue q
        where q.queue_name = i_queue_name
            and q.queue_switch_step2 is not null
            and q.queue_switch_time + q.queue_rotation_period < current_timestamp
        for update nowait;
    exception
        when lock_not_available then
            return 0;
    end;
    if v_queue.queue_id is null then
        return 0;
    end if;
    if txid_current() < v_queue.queue_switch_step1 then
        raise exception 'queue % maint failure: step1=%, current=%',
            i_queue_name, v_queue.queue_switch_step1, txid_current();
    end if;

    -- whoever stands at a tick from before the end of the last switch may still need the oldest table
    select min(s.sub_last_tick) into v_lowest
    from pgq.subscription s
    where s.sub_queue = v_queue.queue_id;
    if v_lowest is not null then
        select txid_snapshot_xmin(t.tick_snapshot) into v_xmin
        from pgq.tick t
        where t.tick_queue = v_queue.queue_id and t.tick_id = v_lowest;
        if not found then
            raise exception 'queue % maint failure: tick % not found', i_queue_name, v_lowest;
        end if;
        if v_xmin <= v_queue.queue_switch_step2 then
            return 0;
        end if;
    end if;

    v_next := (v_queue.queue_cur_table + 1) % v_queue.queue_ntables;
    v_table := pgq.quote_fqname(v_queue.queue_data_pfx || '_' || v_next::text);
    begin
        execute 'lock table ' || v_table || ' in access exclusive mode nowait';
        execute 'truncate table ' || v_table;
        perform jlondiste.open_event_table(v_queue.queue_data_pfx || '_' || v_next::text);
    exception
        when lock_not_available then
            -- a dump or a long reader holds it: the next round will do
            return 0;
    end;

    update pgq.queue
    set queue_cur_table = v_next, queue_switch_time = current_timestamp,
        queue_switch_step1 = txid_current(), queue_switch_step2 = null
    where queue_id = v_queue.queue_id;
    delete from pgq.tick
    where tick_queue = v_queue.queue_id
        and txid_snapshot_xmin(tick_snapshot) < v_queue.queue_switch_step2
        and tick_id < (select max(t.tick_id) from pgq.tick t where t.tick_queue = v_queue.queue_id);
    return 0;
end;
$$ language plpgsql;
