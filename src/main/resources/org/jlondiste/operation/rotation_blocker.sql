-- The consumer for which a queue keeps event tables that it is time to empty; no row if there is none.
-- Of several the one that reads comes before the watermarks that follow from it.
-- :queue  name of the queue
select c.co_name as consumer_name
  from pgq.queue q
  join pgq.subscription s on s.sub_queue = q.queue_id
  join pgq.consumer c on c.co_id = s.sub_consumer
  left join pgq.tick t on t.tick_queue = s.sub_queue and t.tick_id = s.sub_last_tick
 where q.queue_name = :queue
   and q.queue_switch_time + q.queue_rotation_period < current_timestamp
   and s.sub_last_tick is not null
   and coalesce(pg_catalog.txid_snapshot_xmin(t.tick_snapshot) <= q.queue_switch_step2, true)
   -- else it waits for a transaction that is still open
   and q.queue_switch_step2 < (
         select pg_catalog.txid_snapshot_xmin(n.tick_snapshot)
           from pgq.tick n
          where n.tick_queue = q.queue_id
          order by n.tick_id desc
          limit 1)
 order by c.co_name = '.global_watermark', c.co_name like '.%.watermark', s.sub_last_tick, c.co_name
 limit 1
