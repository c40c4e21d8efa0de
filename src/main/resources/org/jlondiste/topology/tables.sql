-- All tables of the set that this node has heard of, in order of registration.
-- :queue     name of the set's queue
select t.table_name, t.local, t.merge_state, t.custom_snapshot, t.table_attrs, t.dropped_ddl, t.dest_table
  from londiste.table_info t
 where t.queue_name = :queue
 order by t.nr, t.table_name
