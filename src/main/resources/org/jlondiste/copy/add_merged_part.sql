-- Notes that rows of a queue are in local tables.
--   queue: name of the queue
--   tables: the local tables
insert into jlondiste.merged_part (table_name, queue_name)
select m.table_name, m.queue_name
from (select unnest(cast(:tables as text[])) as table_name, cast(:queue as text) as queue_name) m
where not exists (
  select 1 from jlondiste.merged_part p where p.table_name = m.table_name and p.queue_name = m.queue_name
)
