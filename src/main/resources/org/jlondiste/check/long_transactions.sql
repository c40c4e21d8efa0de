-- Transactions of this database that are open for long, but those of autovacuum; before PostgreSQL 9.2.
--   noticed: from which age on, as an interval
--   grave: from which age on that is worse, likewise
select 'process ' || a.procpid as object,
       a.procpid as pid,
       a.usename as role_name,
       cast(pg_catalog.date_trunc('second', pg_catalog.now() - a.xact_start) as text) as age,
       case when a.xact_start < pg_catalog.now() - cast(:grave as interval) then 'WARNING' else 'INFO' end as severity
  from pg_catalog.pg_stat_activity a
 where a.datname = pg_catalog.current_database()
   and a.procpid <> pg_catalog.pg_backend_pid()
   and a.xact_start < pg_catalog.now() - cast(:noticed as interval)
   and a.usename is not null
   and a.current_query not like 'autovacuum: %'
 order by a.xact_start
