-- Who reads from a queue, and how far they are.
--   queue: its name
select c.consumer_name, c.last_tick from pgq.get_consumer_info(:queue) c order by c.consumer_name
