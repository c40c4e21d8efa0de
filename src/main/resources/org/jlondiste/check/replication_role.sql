--@ since 90000
-- Whose sessions in this database begin as those of a replica do?
select coalesce(c.role, c.database) as object,
       substr(c.setting, length('session_replication_role=') + 1) as value
  from (select r.rolname::text as role,
               pg_catalog.current_database()::text as database,
               pg_catalog.unnest(s.setconfig) as setting
          from pg_catalog.pg_db_role_setting s
               left join pg_catalog.pg_database d on d.oid = s.setdatabase
               left join pg_catalog.pg_roles r on r.oid = s.setrole
         where s.setdatabase = 0 or d.datname = pg_catalog.current_database()) as c
 where c.setting like 'session_replication_role=%'
   and c.setting <> 'session_replication_role=origin'
