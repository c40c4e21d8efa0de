-- Words that two connections share only if they reach the same database of the same server.
select d.oid || ' ' || d.datname || ' '
       || pg_catalog.to_char(pg_catalog.pg_postmaster_start_time() at time zone 'UTC', 'YYYYMMDDHH24MISSUS') as identity
  from pg_catalog.pg_database d
 where d.datname = pg_catalog.current_database()
