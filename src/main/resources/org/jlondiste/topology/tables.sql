-- All tables of the set that this node has heard of, in order of registration.
-- :queue     name of the set's queue
select t.table_name, t.local, t.merge_state, t.custom_snapshot, t.table_attrs, t.dropped_ddl,
       t.copy_role, t.copy_pos, t.dest_table
  from londiste.get_table_list(:queue) t
