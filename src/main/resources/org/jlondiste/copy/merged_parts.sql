-- The other queues that are replicated into the same local table, and whether rows of theirs are in it.
--   queue: name of this queue
--   table: the local table
select t.queue_name, t.merge_state, m.queue_name is not null as present
from londiste.table_info t
join pgq_node.node_info n on n.queue_name = t.queue_name
left join jlondiste.merged_part m
  on m.queue_name = t.queue_name and m.table_name = coalesce(t.dest_table, t.table_name)
where t.local and n.node_type <> 'root' and t.queue_name <> :queue
  and coalesce(t.dest_table, t.table_name) = :table
  -- one that waits beside a branch of the queue that it is to feed writes nothing
  and not exists (
    select 1 from pgq_node.node_info k
    where n.node_type = 'leaf' and k.queue_name = n.combined_queue and k.node_type = 'branch')
order by t.queue_name
