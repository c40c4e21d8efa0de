-- Of what are the values that a range spans?
-- :oid  the range
select r.rngsubtype::bigint as part
  from pg_catalog.pg_range r
 where r.rngtypid = :oid::bigint::oid
