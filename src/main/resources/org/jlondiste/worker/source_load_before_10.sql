-- How much a server from 9.2 to 9.6 has to do beside us: sessions of others at work, sessions that may not be seen, and
-- how many bytes of WAL its last standby has still to replay, null without one.
select
  (select count(*)
   from pg_catalog.pg_stat_activity a
   where a.state = 'active' and a.pid <> pg_catalog.pg_backend_pid()
     and a.application_name !~ '^(copy|copy of .*|worker .*|source load)$') as active_sessions,
  (select count(*)
   from pg_catalog.pg_stat_activity a
   where a.query = '<insufficient privilege>') as hidden_sessions,
  (select max(pg_catalog.pg_xlog_location_diff(
     case when pg_catalog.pg_is_in_recovery() then pg_catalog.pg_last_xlog_receive_location()
       else pg_catalog.pg_current_xlog_location() end, s.replay_location))
   from pg_catalog.pg_stat_replication s)::int8 as standby_bytes
