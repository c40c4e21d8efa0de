-- The members of a set as far as this node knows them.
create or replace function pgq_node.get_queue_locations(
    i_queue_name text, out node_name text, out node_location text, out dead bool)
returns setof record as $$
begin
    for node_name, node_location, dead in
        select l.node_name, l.node_location, l.dead
        from pgq_node.node_location l
        where l.queue_name = i_queue_name
        order by l.node_name
    loop
        return next;
    end loop;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
