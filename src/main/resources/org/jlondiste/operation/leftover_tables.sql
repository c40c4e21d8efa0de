-- Tables that lack what a copy took off them, and that are not replicated here any more.
-- :queue  name of the set's queue
select distinct d.table_name
  from jlondiste.copy_ddl d
 where d.queue_name = :queue
   and not exists (select 1
                     from londiste.table_info t
                    where t.queue_name = d.queue_name
                      and t.table_name = d.table_name
                      and t.local)
 order by 1
