-- Where a sequence that the node replicates is here.
--   queue, name: the sequence's name in the set
select s.seq_name as destination
from londiste.seq_info s
where s.queue_name = :queue and s.seq_name = :name and s.local
