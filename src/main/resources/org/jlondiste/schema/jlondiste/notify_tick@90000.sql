-- Tells listeners on channel pgq_tick which queue has a new tick.
create or replace function jlondiste.notify_tick(i_queue_name text) returns void as $$
begin
    perform pg_catalog.pg_notify('pgq_tick', pg_catalog.substr(i_queue_name, 1, 1900));
end;
$$ language plpgsql;
