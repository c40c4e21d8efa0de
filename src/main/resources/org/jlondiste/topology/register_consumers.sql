-- Keeps the positions of some more consumers on this node.
-- :queue      name of the set's queue
-- :consumers  their names
-- :provider   the node they read from
-- :tick       the tick they have done
select max(r.code) as ret_code
  from (
    select (pgq_node.register_consumer(:queue, c.name, :provider, :tick)).ret_code as code
      from (select unnest(cast(:consumers as text[])) as name offset 0) c
    offset 0
  ) r
