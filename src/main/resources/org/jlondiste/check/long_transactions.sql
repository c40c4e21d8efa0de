-- Transactions of this database that are open for long, but those of autovacuum.
-- :noticed  from which age on, as an interval
-- :grave    from which age on that is worse, likewise
select
       'process ' || a.procpid as object,  --@ before 90200
       a.procpid as pid,  --@ before 90200
       'process ' || a.pid as object,  --@ since 90200
       a.pid,  --@ since 90200
       a.usename as role_name,
       cast(pg_catalog.date_trunc('second', pg_catalog.now() - a.xact_start) as text) as age,
       case when a.xact_start < pg_catalog.now() - cast(:grave as interval) then 'WARNING' else 'INFO' end as severity
  from pg_catalog.pg_stat_activity a
 where a.datname = pg_catalog.current_database()
   and a.procpid <> pg_catalog.pg_backend_pid()  --@ before 90200
   and a.pid <> pg_catalog.pg_backend_pid()  --@ since 90200
   and a.xact_start < pg_catalog.now() - cast(:noticed as interval)
   and a.usename is not null
   and a.current_query not like 'autovacuum: %'  --@ before 90200
   and a.query not like 'autovacuum: %'  --@ since 90200
 order by a.xact_start
