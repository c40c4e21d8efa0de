-- What could be replicated on this node and is not: kind (r table, S sequence) and name.
-- :queue     name of the set's queue
select m.obj_kind, m.obj_name from londiste.local_show_missing(:queue) m order by 1 desc, 2
