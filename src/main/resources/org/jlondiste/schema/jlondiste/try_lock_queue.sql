-- Takes the right to make ticks in a queue until the end of the transaction; false if another session has it.
create or replace function jlondiste.try_lock_queue(i_queue_id int4) returns bool as $$
begin
    perform 1 from pgq.queue q where q.queue_id = i_queue_id for update nowait;
    return true;
exception
    when lock_not_available then
        return false;
end;
$$ language plpgsql;
