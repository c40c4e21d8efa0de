-- Transactions of this database that are older than five minutes; from PostgreSQL 9.2 on.
select 'process ' || a.pid as object,
       a.pid,
       a.usename as role_name,
       pg_catalog.date_trunc('second', pg_catalog.now() - a.xact_start) as age,
       case when a.xact_start < pg_catalog.now() - interval '1 hour' then 'WARNING' else 'INFO' end as severity
  from pg_catalog.pg_stat_activity a
 where a.datname = pg_catalog.current_database()
   and a.pid <> pg_catalog.pg_backend_pid()
   and a.xact_start < pg_catalog.now() - interval '5 minutes'
 order by a.xact_start
