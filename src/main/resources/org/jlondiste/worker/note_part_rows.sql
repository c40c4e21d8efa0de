-- On the branch of a combined queue: rows of a part are in the tables of its leaf that waits here.
--   combined: the queue of the branch
--   part: the queue that feeds it elsewhere
insert into jlondiste.merged_part (table_name, queue_name)
select coalesce(t.dest_table, t.table_name), t.queue_name
from londiste.table_info t
join pgq_node.node_info p on p.queue_name = t.queue_name
join pgq_node.node_info n on n.queue_name = p.combined_queue
where t.queue_name = :part and t.local and p.node_type = 'leaf'
  and n.queue_name = :combined and n.node_type = 'branch'
  and not exists (
    select 1 from jlondiste.merged_part m
    where m.table_name = coalesce(t.dest_table, t.table_name) and m.queue_name = t.queue_name
  )
