-- Which consumer keeps the event tables of a queue from rotating?
-- NULL if rotation is not due, or if it waits for an open transaction rather than for a consumer.
create or replace function jlondiste.rotation_blocker(i_queue_name text) returns text as $$
declare
    v_queue    record;
    v_slowest  record;
begin
    select q.queue_id, q.queue_switch_step2 into v_queue
    from pgq.queue q
    where q.queue_name = i_queue_name
        and q.queue_switch_step2 is not null
        and q.queue_switch_time + q.queue_rotation_period < current_timestamp;
    if not found then
        return null;
    end if;
    select c.co_name, t.tick_snapshot into v_slowest
    from pgq.subscription s
    join pgq.consumer c on c.co_id = s.sub_consumer
    left join pgq.tick t on t.tick_queue = s.sub_queue and t.tick_id = s.sub_last_tick
    where s.sub_queue = v_queue.queue_id and s.sub_last_tick is not null
    order by s.sub_last_tick, c.co_name
    limit 1;
    if not found or txid_snapshot_xmin(v_slowest.tick_snapshot) > v_queue.queue_switch_step2 then
        return null;
    end if;
    if exists (
        select 1 from pgq.tick t
        where t.tick_queue = v_queue.queue_id
            and txid_snapshot_xmin(t.tick_snapshot) > v_queue.queue_switch_step2
    ) then
        return v_slowest.co_name;
    end if;
    return null;
end;
$$ language plpgsql stable;
