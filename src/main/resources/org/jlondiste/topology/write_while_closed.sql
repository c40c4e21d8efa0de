-- Lets the transaction under way write into a queue that is closed for all others.
select londiste.set_session_replication_role('replica', true)
