-- The tables to which nothing is applied any more, because a change did not fit. One that waits for
-- a fresh copy has left that behind, though its note stays until the copy begins.
-- :queue  name of the set's queue
select s.table_name, s.problem
  from jlondiste.stopped_table s
 where s.queue_name = :queue
   and exists (
           select 1
             from londiste.table_info t
            where t.queue_name = s.queue_name and t.table_name = s.table_name
              and t.local and t.merge_state is not null)
