-- Which triggers the statements of this session fire.
select current_setting('session_replication_role') as role
