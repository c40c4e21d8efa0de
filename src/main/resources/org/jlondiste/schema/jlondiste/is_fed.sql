-- Is this node the root of a queue that leafs of the same database feed?
--   i_queue_name: the queue
create or replace function jlondiste.is_fed(i_queue_name text) returns bool as $$
begin
  return exists (
    select 1
    from pgq_node.node_info n
    join pgq_node.node_info p on p.combined_queue = n.queue_name
    where n.queue_name = i_queue_name and n.node_type = 'root');
end;
$$ language plpgsql stable strict;
