-- Those of some tables whose copies were begun or have left something to be put back, or whose changes were kept
-- on another node than the provider.
--   queue, tables: which
--   worker: consumer name of the node's worker
--   provider: name of the node that it reads from
select t.name as table_name
from (select unnest(cast(:tables as text[])) as name) t
where exists (select 1 from jlondiste.copy c where c.queue_name = :queue and c.table_name = t.name)
  or exists (select 1 from jlondiste.copy_ddl d where d.queue_name = :queue and d.table_name = t.name)
  or exists (
    select 1
    from pgq_node.local_state s
    where s.queue_name = :queue and s.consumer_name = cast(:worker as text) || '.copy.' || t.name
      and s.provider_node <> :provider)
