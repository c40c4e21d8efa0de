-- The database, if fewer than ten more sessions of this role would be let in.
select x.object, x.free_connections, x.max_connections
  from (
    select d.datname as object,
           cast(pg_catalog.current_setting('max_connections') as int4) as max_connections,
           least(
             cast(pg_catalog.current_setting('max_connections') as int4)
               - case when r.rolsuper then 0
                      else cast(pg_catalog.current_setting('superuser_reserved_connections') as int4) end
               - used.in_all,
             case when d.datconnlimit >= 0 and not r.rolsuper then d.datconnlimit - used.of_database end,
             case when r.rolconnlimit >= 0 and not r.rolsuper then r.rolconnlimit - used.of_role end) as free_connections
      from pg_catalog.pg_database d,
           pg_catalog.pg_roles r,
           (select count(*) as in_all,
                   coalesce(sum(case when a.datname = pg_catalog.current_database() then 1 else 0 end), 0) as of_database,
                   coalesce(sum(case when a.usename = session_user then 1 else 0 end), 0) as of_role
              from pg_catalog.pg_stat_activity a) used  --@ before 100000
              from pg_catalog.pg_stat_activity a  --@ since 100000
         where a.backend_type = 'client backend') used  --@ since 100000
     where d.datname = pg_catalog.current_database()
       and r.rolname = session_user) x
 where x.free_connections < 10
