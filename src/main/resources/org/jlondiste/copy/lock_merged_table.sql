-- Lets only one queue at a time copy rows into tables that several queues share, until the transaction ends;
-- from PostgreSQL 9.1 on.
--   tables: the local tables, in an order that is the same for all
select pg_catalog.pg_advisory_xact_lock(1785491311, pg_catalog.hashtext(t.name))
from (select unnest(cast(:tables as text[])) as name offset 0) t
