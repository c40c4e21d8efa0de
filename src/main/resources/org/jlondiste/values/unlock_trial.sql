-- Lets others try values in this database again.
select pg_catalog.pg_advisory_unlock(1786600307, 2)
