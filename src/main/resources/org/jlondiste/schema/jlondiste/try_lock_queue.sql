-- Takes the right to make ticks in a queue until the end of the transaction; false if another session has it.
-- It is the same lock as that of lock_queue.
create or replace function jlondiste.try_lock_queue(i_queue_id int4) returns bool as $$
begin
    execute (
        select 'lock table only ' || pgq.quote_fqname(q.queue_data_pfx) || ' in exclusive mode nowait'
        from pgq.queue q
        where q.queue_id = i_queue_id);
    return true;
exception
    when lock_not_available then
        return false;
end;
$$ language plpgsql;
