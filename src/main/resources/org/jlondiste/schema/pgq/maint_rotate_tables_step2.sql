-- Ends the switches that step 1 began: later transactions write to the new tables only. Returns 0.
create or replace function pgq.maint_rotate_tables_step2() returns int4 as $$
begin
    update pgq.queue
    set queue_switch_step2 = txid_current()
    where queue_switch_step2 is null;
    return 0;
end;
$$ language plpgsql;
