-- The event table that this transaction has to write to.
create or replace function pgq.current_event_table(x_queue_name text) returns text as $$
declare
    v_queue record;
    v_table int4;
begin
    -- rotation counts on the transaction id being older than the look at the current table
    perform txid_current();
    select q.queue_id, q.queue_data_pfx, q.queue_cur_table, q.queue_disable_insert into v_queue
    from pgq.queue q
    where q.queue_name = x_queue_name;
    if not found then
        raise exception 'Event queue not found';
    end if;
    if v_queue.queue_disable_insert and current_setting('session_replication_role') <> 'replica' then
        raise exception 'Writing to queue disabled';
    end if;
    v_table := v_queue.queue_cur_table;
    if current_setting('transaction_isolation') not in ('read committed', 'read uncommitted') then
        v_table := jlondiste.fresh_event_table(v_queue.queue_id);
    end if;
    return v_queue.queue_data_pfx || '_' || v_table::text;
end;
$$ language plpgsql;
