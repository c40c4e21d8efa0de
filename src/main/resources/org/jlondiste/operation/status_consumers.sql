-- Which tick each consumer of a queue has, when that tick was made, and how many events it has yet to read.
-- :queue  name of the queue
select c.consumer_name,
       c.last_tick,
       cast(extract(epoch from pg_catalog.now() - c.lag) as float8) as tick_time,
       c.pending_events
  from pgq.get_consumer_info(:queue) c
