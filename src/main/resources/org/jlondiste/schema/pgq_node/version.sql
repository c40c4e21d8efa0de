-- The version of the node interface that this schema keeps to.
create or replace function pgq_node.version() returns text as $$
    select '3.5'::text
$$ language sql;
