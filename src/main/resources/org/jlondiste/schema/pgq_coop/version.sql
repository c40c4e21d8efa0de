-- The version of the interface for co-operating consumers that this schema keeps to.
create or replace function pgq_coop.version() returns text as $$
    select '3.4'::text
$$ language sql;
