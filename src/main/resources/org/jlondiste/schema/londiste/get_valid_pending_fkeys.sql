-- Foreign keys that this queue's worker can put back now: both tables are replicated here, by whatever queues, and all
-- their copies are finished. Where several queues are concerned, exactly one is answered.
create or replace function londiste.get_valid_pending_fkeys(i_queue_name text)
returns setof londiste.pending_fkeys as $$
    select p.from_table, p.to_table, p.fkey_name, p.fkey_def
    from londiste.pending_fkeys p
    join (
        select t.queue_name, coalesce(t.dest_table, t.table_name) as dest,
            t.merge_state is not distinct from 'ok' and t.custom_snapshot is null as ready,
            n.node_type = 'leaf' and k.node_type = 'root' as feeds_root,
            n.node_type = 'branch' and exists (
                select 1 from pgq_node.node_info f where f.combined_queue = n.queue_name) as is_combined
        from londiste.table_info t
        join pgq_node.node_info n on n.queue_name = t.queue_name
        left join pgq_node.node_info k on k.queue_name = n.combined_queue
        where t.local
    ) m on m.dest in (p.from_table, p.to_table)
    group by p.from_table, p.to_table, p.fkey_name, p.fkey_def
    having bool_and(m.ready)
        and bool_or(m.dest = p.from_table)
        and bool_or(m.dest = p.to_table)
        and coalesce(
            min(case when m.feeds_root then m.queue_name end),
            min(case when m.is_combined then m.queue_name end),
            min(m.queue_name)) = $1
    order by p.from_table, p.fkey_name
$$ language sql stable strict;
