-- How many tables of a set are in which state; those not replicated here have no state.
-- :queue    name of the set's queue
-- :stopped  names of the tables to which nothing is applied any more
select c.local, c.state, c.stopped, count(*) as tables
  from (select t.local,
               case when t.local then coalesce(t.merge_state, 'missing') end as state,
               t.local and t.table_name = any (:stopped) as stopped
          from londiste.table_info t
         where t.queue_name = :queue) c
 group by c.local, c.state, c.stopped
