-- The tables to which nothing is applied any more, because a change did not fit.
-- :queue  name of the set's queue
select s.table_name, s.problem
  from jlondiste.stopped_table s
 where s.queue_name = :queue
