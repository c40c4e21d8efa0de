--@ since 140000
-- Of which range is a multirange a set?
-- :oid  the multirange
select r.rngtypid::bigint as part
  from pg_catalog.pg_range r
 where r.rngmultitypid = :oid::bigint::oid
