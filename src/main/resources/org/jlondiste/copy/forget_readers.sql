-- Lets copies of other nodes no longer read from this node's queue: their table here is about to be emptied.
--   queue: name of the set's queue
--   table: its name in the set
select pgq.unregister_consumer(:queue, c.consumer_name) as done
from pgq.get_consumer_info(:queue) c
where substr(c.consumer_name, length(c.consumer_name) - length('.copy.' || :table) + 1) = '.copy.' || :table
