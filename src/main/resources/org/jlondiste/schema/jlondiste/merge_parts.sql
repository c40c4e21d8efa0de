-- The tables of all queues that fill the same local table and are not finished.
-- i_dest_table: the local table; i_combined_queue: where these queues are merged into, or NULL
create or replace function jlondiste.merge_parts(i_dest_table text, i_combined_queue text,
    out queue_name text, out local bool, out merge_state text, out dropped_ddl text)
returns setof record as $$
begin
    for queue_name, local, merge_state, dropped_ddl in
        select t.queue_name, t.local, t.merge_state, t.dropped_ddl
        from londiste.table_info t
        join pgq_node.node_info n on n.queue_name = t.queue_name
        where coalesce(t.dest_table, t.table_name) = i_dest_table
            and n.combined_queue is not distinct from i_combined_queue
            and t.merge_state is distinct from 'ok'
    loop
        return next;
    end loop;
end;
$$ language plpgsql stable;
