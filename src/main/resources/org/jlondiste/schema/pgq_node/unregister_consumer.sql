-- Forgets a consumer of this node.
create or replace function pgq_node.unregister_consumer(
    i_queue_name text, i_consumer_name text, out ret_code int4, out ret_note text) as $$
begin
    delete from pgq_node.local_state where queue_name = i_queue_name and consumer_name = i_consumer_name;
    if not found then
        select 404, 'Unknown consumer: ' || coalesce(i_queue_name, 'NULL') || '/' || coalesce(i_consumer_name, 'NULL')
        into ret_code, ret_note;
        return;
    end if;
    select 200, 'Consumer ' || i_consumer_name || ' unregistered from ' || i_queue_name into ret_code, ret_note;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
