-- The tables of the set that this node replicates and that are not in sync, in order of registration.
-- :queue     name of the set's queue
select t.table_name, t.local, t.merge_state, t.custom_snapshot, t.table_attrs, t.dropped_ddl, t.dest_table
  from londiste.table_info t
 where t.queue_name = :queue
   and t.local
   and (t.merge_state is null or t.merge_state not in ('ok', '?'))
 order by t.nr, t.table_name
