-- Tells listeners on channel pgq_tick that some queue has a new tick.
create or replace function jlondiste.notify_tick(i_queue_name text) returns void as $$
begin
    notify pgq_tick;
end;
$$ language plpgsql;
