-- The event tables that may hold rows written by transactions of a range, oldest table first.
-- i_tx_min, i_tx_max: lowest and highest transaction id of interest
create or replace function jlondiste.event_table_names(i_queue_id int4, i_tx_min int8, i_tx_max int8)
returns setof text as $$
declare
    v_queue    record;
    v_previous text;
    v_current  text;
begin
    select q.queue_ntables, q.queue_cur_table, q.queue_data_pfx, q.queue_switch_step1, q.queue_switch_step2
    into v_queue
    from pgq.queue q
    where q.queue_id = i_queue_id;
    if not found then
        return;
    end if;
    v_current := v_queue.queue_data_pfx || '_' || v_queue.queue_cur_table::text;
    v_previous := v_queue.queue_data_pfx || '_'
        || ((v_queue.queue_cur_table + v_queue.queue_ntables - 1) % v_queue.queue_ntables)::text;
    -- writers see the switch some time between its two steps: inside that span both tables count
    if i_tx_max < v_queue.queue_switch_step1 then
        return next v_previous;
    elsif v_queue.queue_switch_step2 is not null and i_tx_min > v_queue.queue_switch_step2 then
        return next v_current;
    else
        return next v_previous;
        return next v_current;
    end if;
end;
$$ language plpgsql stable;
