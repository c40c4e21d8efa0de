-- On the branch of a combined queue: which tables of a part are complete, if its leaf should have to go
-- on from here; the others it would have to copy.
--   combined: the queue of the branch
--   part: the queue that feeds it elsewhere, and has a leaf here that waits
--   incomplete: its tables that are not complete, as the text of an array
update londiste.table_info
set merge_state = case when table_name = any (cast(:incomplete as text[])) then null else 'ok' end,
  custom_snapshot = null
where queue_name = :part
  and local
  and merge_state is distinct from (case when table_name = any (cast(:incomplete as text[])) then null else 'ok' end)
  and exists (
    select 1
    from pgq_node.node_info p
    join pgq_node.node_info n on n.queue_name = p.combined_queue
    where p.queue_name = :part and p.node_type = 'leaf' and n.queue_name = :combined and n.node_type = 'branch'
  )
