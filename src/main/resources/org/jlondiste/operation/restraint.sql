-- How far a node spares its provider, and why; no row if it does not.
--   queue: name of the set's queue
select r.percent, r.reason
from jlondiste.restraint r
where r.queue_name = :queue
