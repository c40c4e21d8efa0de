-- Lets copies of other nodes no longer read from this node's queue: their tables here are about to be emptied.
--   queue: name of the set's queue
--   tables: their names in the set
select pgq.unregister_consumer(:queue, c.consumer_name) as done
from pgq.get_consumer_info(:queue) c
where exists (
  select 1
  from unnest(cast(:tables as text[])) as t (name)
  where substr(c.consumer_name, length(c.consumer_name) - length('.copy.' || t.name) + 1) = '.copy.' || t.name)
