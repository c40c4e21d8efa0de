-- Waits for the right to make ticks in a queue and keeps it until the end of the transaction.
-- It is a lock on the parent of the event tables, which nobody writes to; the queue's row would not do,
-- because writers under old snapshots hold it shared.
create or replace function jlondiste.lock_queue(i_queue_id int4) returns void as $$
begin
    execute (
        select 'lock table only ' || pgq.quote_fqname(q.queue_data_pfx) || ' in exclusive mode'
        from pgq.queue q
        where q.queue_id = i_queue_id);
end;
$$ language plpgsql;
