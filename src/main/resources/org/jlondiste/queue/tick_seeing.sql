-- The queue's last tick, if what it sees includes all that a snapshot sees; no row otherwise.
--   queue: its name
--   snapshot: the text of a txid_snapshot
select t.tick_id
from (
  select l.tick_id, l.tick_snapshot
  from pgq.queue q
  join pgq.tick l on l.tick_queue = q.queue_id and l.tick_id = (
    select max(m.tick_id) from pgq.tick m where m.tick_queue = q.queue_id)
  where q.queue_name = :queue
) t
cross join (select cast(cast(:snapshot as text) as txid_snapshot) as seen) s
where pg_catalog.txid_snapshot_xmax(t.tick_snapshot) >= pg_catalog.txid_snapshot_xmax(s.seen)
  and not exists (
    select 1
    from pg_catalog.txid_snapshot_xip(t.tick_snapshot) as x (txid)
    where pg_catalog.txid_visible_in_snapshot(x.txid, s.seen))
