-- The local tables into which this queue is not the only one to be replicated.
--   queue: name of this queue
select coalesce(t.dest_table, t.table_name) as table_name
from londiste.table_info t
where t.local and t.queue_name = :queue
  and (select count(*) from pgq_node.node_info n where n.node_type <> 'root') > 1
  and exists (
    select 1
    from londiste.table_info o
    join pgq_node.node_info n on n.queue_name = o.queue_name
    where o.local and n.node_type <> 'root' and o.queue_name <> t.queue_name
      -- one that waits beside a branch of the queue that it is to feed writes nothing
      and not exists (
        select 1 from pgq_node.node_info k
        where n.node_type = 'leaf' and k.queue_name = n.combined_queue and k.node_type = 'branch')
      and coalesce(o.dest_table, o.table_name) = coalesce(t.dest_table, t.table_name)
  )
