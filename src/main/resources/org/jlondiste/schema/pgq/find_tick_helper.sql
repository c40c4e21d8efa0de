-- The tick at which a batch should end that is to hold a number of events or to span a time; nothing if too early.
-- i_prev_*: the tick at which the batch starts
-- i_min_count, i_min_interval: either one suffices; NULL takes it out of account
create or replace function pgq.find_tick_helper(
    i_queue_id int4, i_prev_tick_id int8, i_prev_tick_time timestamptz, i_prev_tick_seq int8,
    i_min_count int8, i_min_interval interval,
    out next_tick_id int8, out next_tick_time timestamptz, out next_tick_seq int8) as $$
declare
    v_enough bool;
    v_far    bool;
begin
    select t.tick_id, t.tick_time, t.tick_event_seq into next_tick_id, next_tick_time, next_tick_seq
    from pgq.tick t
    where t.tick_queue = i_queue_id and t.tick_id > i_prev_tick_id
    order by t.tick_id desc
    limit 1;
    if not found then
        return;
    end if;
    v_enough := coalesce(next_tick_seq - i_prev_tick_seq >= i_min_count, false)
        or coalesce(next_tick_time - i_prev_tick_time >= i_min_interval, false);
    v_far := coalesce(next_tick_seq - i_prev_tick_seq > i_min_count * 2, false)
        or coalesce(next_tick_time - i_prev_tick_time > i_min_interval * 2, false);
    if v_enough and not v_far then
        return;
    end if;
    if v_far then
        select t.tick_id, t.tick_time, t.tick_event_seq into next_tick_id, next_tick_time, next_tick_seq
        from pgq.tick t
        where t.tick_queue = i_queue_id and t.tick_id > i_prev_tick_id
            and (t.tick_event_seq - i_prev_tick_seq >= i_min_count
                or t.tick_time - i_prev_tick_time >= i_min_interval)
        order by t.tick_id
        limit 1;
        return;
    end if;
    next_tick_id := null;
    next_tick_time := null;
    next_tick_seq := null;
end;
$$ language plpgsql stable;
