-- Notes on this node that a consumer reads the set from a provider, from a tick on.
create or replace function pgq_node.register_consumer(
    i_queue_name text, i_consumer_name text, i_provider_node text, i_custom_tick_id int8,
    out ret_code int4, out ret_note text) as $$
begin
    perform 1 from pgq_node.node_info n where n.queue_name = i_queue_name;
    if not found then
        select 404, 'Unknown queue: ' || coalesce(i_queue_name, 'NULL') into ret_code, ret_note;
        return;
    end if;
    perform 1 from pgq_node.node_location l where l.queue_name = i_queue_name and l.node_name = i_provider_node;
    if not found then
        select 404, 'Unknown node: ' || i_queue_name || '/' || coalesce(i_provider_node, 'NULL')
        into ret_code, ret_note;
        return;
    end if;
    update pgq_node.local_state
    set provider_node = i_provider_node, last_tick_id = i_custom_tick_id, cur_error = null, uptodate = false
    where queue_name = i_queue_name and consumer_name = i_consumer_name;
    if found then
        select 201, 'Consumer already registered: ' || i_queue_name || '/' || i_consumer_name
        into ret_code, ret_note;
        return;
    end if;
    insert into pgq_node.local_state (queue_name, consumer_name, provider_node, last_tick_id)
    values (i_queue_name, i_consumer_name, i_provider_node, i_custom_tick_id);
    select 200, 'Consumer ' || i_consumer_name || ' registered on queue ' || i_queue_name into ret_code, ret_note;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
