-- Waits for the right to make ticks in a queue and keeps it until the end of the transaction.
create or replace function jlondiste.lock_queue(i_queue_id int4) returns void as $$
begin
    perform pg_catalog.pg_advisory_xact_lock(1785491310, i_queue_id);
end;
$$ language plpgsql;
