-- The tables that stopped.
--   queue: name of the set's queue
select s.table_name
from jlondiste.stopped_table s
where s.queue_name = :queue
