-- The event tables that hold the events of a batch, oldest first.
create or replace function pgq.batch_event_tables(x_batch_id int8) returns setof text as $$
declare
    v_batch record;
begin
    select s.sub_queue, txid_snapshot_xmin(l.tick_snapshot) as tx_min, txid_snapshot_xmax(c.tick_snapshot) as tx_max
    into v_batch
    from pgq.subscription s
    join pgq.tick l on l.tick_queue = s.sub_queue and l.tick_id = s.sub_last_tick
    join pgq.tick c on c.tick_queue = s.sub_queue and c.tick_id = s.sub_next_tick
    where s.sub_batch = x_batch_id;
    if not found then
        raise exception 'Cannot find data for batch %', x_batch_id;
    end if;
    return query select n.name from jlondiste.event_table_names(v_batch.sub_queue, v_batch.tx_min, v_batch.tx_max) as n (name);
end;
$$ language plpgsql;
