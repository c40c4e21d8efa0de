-- Some tables of the set, in order of registration.
-- :queue     name of the set's queue
-- :tables    their names in the set
select t.table_name, t.local, t.merge_state, t.custom_snapshot, t.table_attrs, t.dropped_ddl, t.dest_table
  from londiste.table_info t
 where t.queue_name = :queue
   and t.table_name = any (cast(:tables as text[]))
 order by t.nr, t.table_name
