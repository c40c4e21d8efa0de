-- Tries whether the role may do what its worker has to: let changes fire no ordinary trigger. Holds
-- until the end of the transaction only.
select londiste.set_session_replication_role('replica', true)
