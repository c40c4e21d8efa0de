-- Which triggers the statements of this session fire.
--   role: replica, local or origin
select londiste.set_session_replication_role(:role, false)
