-- How much a server before 9.2 has to do, us included: sessions at work, and sessions that may not be seen. It cannot
-- say how far its standbys are.
select
  (select count(*)
   from pg_catalog.pg_stat_activity a
   where a.current_query not like '<%' and a.procpid <> pg_catalog.pg_backend_pid()) as active_sessions,
  (select count(*)
   from pg_catalog.pg_stat_activity a
   where a.current_query = '<insufficient privilege>') as hidden_sessions,
  cast(null as int8) as standby_bytes
