-- The version of the replication interface that this schema keeps to.
create or replace function londiste.version() returns text as $$
    select '3.8'::text
$$ language sql;
