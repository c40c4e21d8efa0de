-- The queues that this database is a node of.
select i.queue_name from pgq_node.node_info i order by 1
