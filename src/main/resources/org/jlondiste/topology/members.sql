-- All members of a set that this node has heard of, by name.
-- :queue  name of the set's queue
select l.node_name, l.node_location, l.dead
  from pgq_node.get_queue_locations(:queue) l
 order by l.node_name
