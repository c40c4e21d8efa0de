-- The version of the queue's interface that this schema keeps to.
create or replace function pgq.version() returns text as $$
    select '3.5'::text
$$ language sql;
