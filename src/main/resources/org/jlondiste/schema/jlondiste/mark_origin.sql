-- Where the marks of a queue's tables come from, as marks of another origin tell nothing: an upgrade of the server writes
-- the catalogs anew, and nobody looks at the tables of a node before it is the root. Null if there is no such node.
--   i_queue_name: the queue
create or replace function jlondiste.mark_origin(i_queue_name text)
returns text
language sql stable
as $$
  select n.node_type || ' ' || case when v.number < 100000 then v.number / 100 else v.number / 10000 end
  from pgq_node.node_info n, (select pg_catalog.current_setting('server_version_num')::pg_catalog.int4 as number) v
  where n.queue_name = $1
$$;
