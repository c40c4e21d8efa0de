-- How much space a table's rows take; 0 if it has never had any since it was emptied.
--   oid: of the table
select pg_catalog.pg_relation_size(cast(cast(:oid as int8) as oid)) as bytes
