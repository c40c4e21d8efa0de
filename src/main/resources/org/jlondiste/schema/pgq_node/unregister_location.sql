-- Forgets a member of the set, also as a subscriber of this node; the root tells all others.
create or replace function pgq_node.unregister_location(
    i_queue_name text, i_node_name text, out ret_code int4, out ret_note text) as $$
begin
    perform 1 from pgq_node.node_location l where l.queue_name = i_queue_name and l.node_name = i_node_name;
    if not found then
        select 301, 'Location not found: ' || i_queue_name || '/' || i_node_name into ret_code, ret_note;
        return;
    end if;
    perform 1 from pgq_node.node_info n where n.queue_name = i_queue_name and n.node_name = i_node_name;
    if found then
        select 403, 'Cannot drop node''s own location' into ret_code, ret_note;
        return;
    end if;
    perform 1 from pgq_node.local_state s where s.queue_name = i_queue_name and s.provider_node = i_node_name;
    if found then
        select 403, 'Cannot drop location of node''s parent' into ret_code, ret_note;
        return;
    end if;

    perform pgq_node.unregister_subscriber(i_queue_name, i_node_name);
    delete from pgq_node.node_location where queue_name = i_queue_name and node_name = i_node_name;
    perform 1 from pgq_node.node_info n where n.queue_name = i_queue_name and n.node_type = 'root';
    if found then
        perform pgq.insert_event(i_queue_name, 'pgq.unregister-location', i_node_name, i_queue_name, null, null, null);
    end if;
    select 200, 'Ok' into ret_code, ret_note;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
