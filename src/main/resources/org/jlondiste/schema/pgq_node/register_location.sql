-- Notes how to reach a member of the set; the root tells all others.
-- i_node_location: connect string; NULL keeps the one that is known
create or replace function pgq_node.register_location(
    i_queue_name text, i_node_name text, i_node_location text, i_dead bool,
    out ret_code int4, out ret_note text) as $$
declare
    v_location text;
    v_again    bool := false;
begin
    -- a worker that learns of the member meanwhile may insert it first: then it is there to be updated,
    -- but for a transaction that sees nothing of what came after it began
    loop
        select l.node_location into v_location
        from pgq_node.node_location l
        where l.queue_name = i_queue_name and l.node_name = i_node_name
        for update;
        if found then
            v_location := coalesce(i_node_location, v_location);
            update pgq_node.node_location
            set node_location = v_location, dead = coalesce(i_dead, dead)
            where queue_name = i_queue_name and node_name = i_node_name;
            exit;
        end if;
        if i_node_location is null then
            select 301, 'Location not found: ' || coalesce(i_queue_name, 'NULL') || '/' || coalesce(i_node_name, 'NULL')
            into ret_code, ret_note;
            return;
        end if;
        begin
            v_location := i_node_location;
            insert into pgq_node.node_location (queue_name, node_name, node_location, dead)
            values (i_queue_name, i_node_name, v_location, coalesce(i_dead, false));
            exit;
        exception
            when unique_violation then
                if v_again then
                    raise;
                end if;
                v_again := true;
        end;
    end loop;

    perform 1 from pgq_node.node_info n where n.queue_name = i_queue_name and n.node_type = 'root';
    if found then
        perform pgq.insert_event(i_queue_name, 'pgq.location-info', i_node_name,
            i_queue_name, v_location, coalesce(i_dead, false)::text, null);
    end if;
    select 200, 'Location registered' into ret_code, ret_note;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
