-- How much a server has to do beside us: sessions of others at work, sessions that may not be seen, and how many bytes
-- of WAL its last standby has still to replay, null without one.
select
  (select count(*)
   from pg_catalog.pg_stat_activity a
   where a.backend_type = 'client backend' and a.state = 'active' and a.pid <> pg_catalog.pg_backend_pid()
     and a.application_name !~ '^(copy|copy of .*|worker .*|source load)$') as active_sessions,
  (select count(*)
   from pg_catalog.pg_stat_activity a
   where a.query = '<insufficient privilege>') as hidden_sessions,
  (select max(pg_catalog.pg_wal_lsn_diff(
     case when pg_catalog.pg_is_in_recovery() then pg_catalog.pg_last_wal_receive_lsn()
       else pg_catalog.pg_current_wal_lsn() end, s.replay_lsn))
   from pg_catalog.pg_stat_replication s)::int8 as standby_bytes
