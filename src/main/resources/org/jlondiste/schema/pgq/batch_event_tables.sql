-- The event tables that hold the events of a batch, oldest first.
create or replace function pgq.batch_event_tables(x_batch_id int8) returns setof text as $$
declare
    v_batch record;
    v_min   int8;
    v_max   int8;
begin
    select s.sub_queue, s.sub_last_tick, s.sub_next_tick into v_batch
    from pgq.subscription s
    where s.sub_batch = x_batch_id;
    select txid_snapshot_xmin(t.tick_snapshot) into v_min
    from pgq.tick t
    where t.tick_queue = v_batch.sub_queue and t.tick_id = v_batch.sub_last_tick;
    select txid_snapshot_xmax(t.tick_snapshot) into v_max
    from pgq.tick t
    where t.tick_queue = v_batch.sub_queue and t.tick_id = v_batch.sub_next_tick;
    if v_min is null or v_max is null then
        raise exception 'Cannot find data for batch %', x_batch_id;
    end if;
    return query select n.name from jlondiste.event_table_names(v_batch.sub_queue, v_min, v_max) as n (name);
end;
$$ language plpgsql;
