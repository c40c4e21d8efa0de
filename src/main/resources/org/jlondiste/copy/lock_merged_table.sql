-- Lets only one queue at a time copy rows into a table that several queues share, until the transaction ends;
-- from PostgreSQL 9.1 on.
--   table: the local table
select pg_catalog.pg_advisory_xact_lock(1785491311, pg_catalog.hashtext(:table))
