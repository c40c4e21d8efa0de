-- How many tables of a set are in which state; those not replicated here have no state.
-- :queue  name of the set's queue
select t.local,
       case when t.local then coalesce(t.merge_state, 'missing') end as state,
       count(*) as tables
  from londiste.table_info t
 where t.queue_name = :queue
 group by 1, 2
