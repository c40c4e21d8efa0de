-- Ends the switches that step 1 began: later transactions write to the new tables only. Returns 0 when that is done, 1 to
-- be called again in another transaction.
-- A writer takes its transaction id first and then looks for the current table, in pgq.queue or, if its snapshot is old,
-- in a sequence. So the first call sets the sequence; once that has happened, whoever saw the old table has a lower
-- transaction id than the second call, which writes its own down as the end of the switch.
create or replace function pgq.maint_rotate_tables_step2() returns int4 as $$
declare
    v_queue record;
    v_again int4 := 0;
begin
    for v_queue in
        select q.queue_id, q.queue_cur_table, q.queue_data_pfx
        from pgq.queue q
        where q.queue_switch_step2 is null
        order by q.queue_id
    loop
        if jlondiste.fresh_event_table(v_queue.queue_id) <> v_queue.queue_cur_table then
            perform setval(pgq.quote_fqname(v_queue.queue_data_pfx || '_table_seq')::regclass, v_queue.queue_cur_table);
            v_again := 1;
        else
            update pgq.queue
            set queue_switch_step2 = txid_current()
            where queue_id = v_queue.queue_id and queue_switch_step2 is null;
        end if;
    end loop;
    return v_again;
end;
$$ language plpgsql;
