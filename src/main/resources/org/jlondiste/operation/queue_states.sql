-- How queues are, by name.
-- :queue  name of the queue; null for all
select current_database() as database_name,
       q.queue_name,
       q.queue_external_ticker as external_ticker,
       q.queue_ticker_paused as ticker_paused,
       q.queue_ticker_max_count as ticker_max_count,
       cast(q.queue_ticker_max_lag as text) as ticker_max_lag,
       cast(q.queue_ticker_idle_period as text) as ticker_idle_period,
       cast(q.queue_rotation_period as text) as rotation_period,
       q.queue_cur_table as current_table,
       q.queue_ntables as tables,
       cast(extract(epoch from pg_catalog.now() - q.queue_switch_time) as float8) as switched_ago,
       cast(extract(epoch from q.ticker_lag) as float8) as tick_age,
       q.ev_per_sec as events_per_second,
       q.ev_new as new_events,
       q.last_tick_id as last_tick,
       (select count(*) from pgq.subscription s
          join pgq.queue o on o.queue_id = s.sub_queue
         where o.queue_name = q.queue_name) as consumers
  from pgq.get_queue_info() q
 where cast(:queue as text) is null or q.queue_name = :queue
 order by q.queue_name
