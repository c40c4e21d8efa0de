-- Unregisters consumers; those that are not registered are left out.
--   queue, consumers: who leaves
select sum(pgq.unregister_consumer(:queue, c.name)) as unregistered
from (select unnest(cast(:consumers as text[])) as name offset 0) c
