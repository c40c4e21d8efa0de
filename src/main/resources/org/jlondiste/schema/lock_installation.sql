-- Keeps two installations in one database apart until the transaction ends.
select pg_catalog.pg_advisory_lock(7106, 110) as locked
