-- Lets no statement of this transaction take longer than some milliseconds.
-- :millis  how many, as text; 0 for no limit
select pg_catalog.set_config('statement_timeout', :millis, true)
