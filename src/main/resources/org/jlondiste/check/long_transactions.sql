-- Transactions of this database that are older than five minutes.
select 'process ' || a.procpid as object,  --@ before 90200
       a.procpid as pid,  --@ before 90200
select 'process ' || a.pid as object,  --@ since 90200
       a.pid,  --@ since 90200
       a.usename as role_name,
       pg_catalog.date_trunc('second', pg_catalog.now() - a.xact_start) as age,
       case when a.xact_start < pg_catalog.now() - interval '1 hour' then 'WARNING' else 'INFO' end as severity
  from pg_catalog.pg_stat_activity a
 where a.datname = pg_catalog.current_database()
   and a.procpid <> pg_catalog.pg_backend_pid()  --@ before 90200
   and a.pid <> pg_catalog.pg_backend_pid()  --@ since 90200
   and a.xact_start < pg_catalog.now() - interval '5 minutes'
 order by a.xact_start
