-- Is this session now the only one that tries values in this database?
select pg_catalog.pg_try_advisory_lock(1786600307, 2) as mine
