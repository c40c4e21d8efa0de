-- How much a server has to do beside us (before 9.2, us included): sessions of others at work, sessions that may not be
-- seen, and how many bytes of WAL its last standby has still to replay, null without one and before 9.2.
select
  (select count(*)
   from pg_catalog.pg_stat_activity a
   where a.current_query not like '<%' and a.procpid <> pg_catalog.pg_backend_pid()  --@ before 90200
   where a.state = 'active' and a.pid <> pg_catalog.pg_backend_pid()  --@ since 90200
     and a.backend_type = 'client backend'  --@ since 100000
     and a.application_name !~ '^(copy|copy of .*|worker .*|source load|root care)$'  --@ since 90200
  ) as active_sessions,
  (select count(*)
   from pg_catalog.pg_stat_activity a
   where a.current_query = '<insufficient privilege>') as hidden_sessions,  --@ before 90200
   where a.query = '<insufficient privilege>') as hidden_sessions,  --@ since 90200
  --@ before 90200
  cast(null as int8) as standby_bytes
  --@ since 90200 before 100000
  (select max(pg_catalog.pg_xlog_location_diff(
     case when pg_catalog.pg_is_in_recovery() then pg_catalog.pg_last_xlog_receive_location()
       else pg_catalog.pg_current_xlog_location() end, s.replay_location))
   from pg_catalog.pg_stat_replication s)::int8 as standby_bytes
  --@ since 100000
  (select max(pg_catalog.pg_wal_lsn_diff(
     case when pg_catalog.pg_is_in_recovery() then pg_catalog.pg_last_wal_receive_lsn()
       else pg_catalog.pg_current_wal_lsn() end, s.replay_lsn))
   from pg_catalog.pg_stat_replication s)::int8 as standby_bytes
