-- Notes that rows of a queue are in a local table.
--   queue: name of the queue
--   table: the local table
insert into jlondiste.merged_part (table_name, queue_name)
select m.table_name, m.queue_name
from (select cast(:table as text) as table_name, cast(:queue as text) as queue_name) m
where not exists (
  select 1 from jlondiste.merged_part p where p.table_name = m.table_name and p.queue_name = m.queue_name
)
