-- The clock of the server, and how long ago the queue's last tick was; no row on a leaf.
-- :queue  name of the queue
select cast(extract(epoch from pg_catalog.now()) as float8) as server_time,
       cast(extract(epoch from q.ticker_lag) as float8) as ticker_lag,
       q.ev_new as new_events
  from pgq.get_queue_info(:queue) q
