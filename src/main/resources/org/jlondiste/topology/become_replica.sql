-- Lets this session's changes fire no ordinary trigger.
select londiste.set_session_replication_role('replica', false)
