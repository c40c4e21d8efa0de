-- Which type do columns have that are declared like this? An error if there is none.
-- :type  as in CREATE TABLE
select cast(cast(cast(:type as text) as pg_catalog.regtype) as oid)::bigint as type
