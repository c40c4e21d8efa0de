-- How much space the rows of tables take; 0 for one that has never had any since it was emptied.
--   oids: of the tables
select t.oid::int8 as oid, pg_catalog.pg_relation_size(t.oid) as bytes
from (select cast(unnest(cast(:oids as text[])) as oid) as oid) t
