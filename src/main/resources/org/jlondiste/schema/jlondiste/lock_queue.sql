-- Waits for the right to make ticks in a queue and keeps it until the end of the transaction.
create or replace function jlondiste.lock_queue(i_queue_id int4) returns void as $$
begin
    perform 1 from pgq.queue q where q.queue_id = i_queue_id for update;
end;
$$ language plpgsql;
