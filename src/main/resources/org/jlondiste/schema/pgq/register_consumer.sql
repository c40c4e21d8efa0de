-- Subscribes a consumer to a queue, from the last tick on; returns 1, or 0 if it was subscribed already.
create or replace function pgq.register_consumer(x_queue_name text, x_consumer_id text) returns int4 as $$
begin
    return pgq.register_consumer_at(x_queue_name, x_consumer_id, null);
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
