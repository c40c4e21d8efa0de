-- Refused unless this role may work as a replica does; ends with the transaction.
select pg_catalog.set_config('session_replication_role', 'replica', true)
