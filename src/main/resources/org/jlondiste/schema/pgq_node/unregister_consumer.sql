-- Forgets a consumer of this node; one that is not known is forgotten already.
create or replace function pgq_node.unregister_consumer(
    i_queue_name text, i_consumer_name text, out ret_code int4, out ret_note text) as $$
begin
    perform 1 from pgq_node.node_info n where n.queue_name = i_queue_name;
    if not found then
        select 404, 'Unknown queue: ' || coalesce(i_queue_name, 'NULL') into ret_code, ret_note;
        return;
    end if;
    delete from pgq_node.local_state where queue_name = i_queue_name and consumer_name = i_consumer_name;
    select 200, 'Consumer ' || i_consumer_name || ' unregistered from ' || i_queue_name into ret_code, ret_note;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
