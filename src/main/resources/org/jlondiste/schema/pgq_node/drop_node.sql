-- Removes a node: this database's own part in the set with its queue, or what is known here about another member.
create or replace function pgq_node.drop_node(
    i_queue_name text, i_node_name text, out ret_code int4, out ret_note text) as $$
declare
    v_own text;
begin
    select n.node_name into v_own from pgq_node.node_info n where n.queue_name = i_queue_name;
    if v_own is not null and v_own <> i_node_name then
        perform 1 from pgq_node.local_state s where s.queue_name = i_queue_name and s.provider_node = i_node_name;
        if found then
            select 405, 'Cannot drop provider node: ' || i_node_name into ret_code, ret_note;
            return;
        end if;
        perform pgq_node.unregister_subscriber(i_queue_name, i_node_name);
    else
        delete from pgq_node.subscriber_info where queue_name = i_queue_name;
        delete from pgq_node.local_state where queue_name = i_queue_name;
        delete from pgq_node.node_info where queue_name = i_queue_name;
        perform 1 from pgq.queue q where q.queue_name = i_queue_name;
        if found then
            perform pgq.drop_queue(i_queue_name, true);
        end if;
        delete from pgq_node.node_location where queue_name = i_queue_name and node_name <> i_node_name;
    end if;
    perform pgq_node.unregister_location(i_queue_name, i_node_name);
    select 200, 'Node dropped: ' || i_node_name into ret_code, ret_note;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
