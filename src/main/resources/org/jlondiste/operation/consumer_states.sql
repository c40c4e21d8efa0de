-- How far consumers are, by queue and name.
-- :queue     name of the queue; null for all
-- :consumer  name of the consumer; null for all
select current_database() as database_name,
       c.queue_name,
       c.consumer_name,
       c.last_tick,
       cast(extract(epoch from c.lag) as float8) as lag,
       cast(extract(epoch from c.last_seen) as float8) as last_seen,
       c.current_batch as batch,
       c.next_tick,
       c.pending_events
  from pgq.get_consumer_info(cast(:queue as text), cast(:consumer as text)) c
 order by c.queue_name, c.consumer_name
