-- Takes the right to make ticks in a queue until the end of the transaction; false if another session has it.
-- An advisory lock needs no transaction id and does not meet the row locks of foreign keys.
create or replace function jlondiste.try_lock_queue(i_queue_id int4) returns bool as $$
    select pg_catalog.pg_try_advisory_xact_lock(1785491310, $1)
$$ language sql volatile;
