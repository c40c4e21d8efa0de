-- The tables that workers of ours copy.
--   queue: name of the set's queue
select c.table_name
from jlondiste.copy c
where c.queue_name = :queue
