-- Settings that the database has, for all roles or for one.
select pg_catalog.split_part(s.line, '=', 1) as item,  --@ before 90000
select s.who || pg_catalog.split_part(s.line, '=', 1) as item,  --@ since 90000
       pg_catalog.substr(s.line, pg_catalog.strpos(s.line, '=') + 1) as definition
  --@ before 90000
  from (select pg_catalog.unnest(d.datconfig) as line
          from pg_catalog.pg_database d
  --@ since 90000
  from (select pg_catalog.unnest(t.setconfig) as line,
               coalesce('role ' || pg_catalog.quote_ident(r.rolname) || ': ', '') as who
          from pg_catalog.pg_db_role_setting t
               join pg_catalog.pg_database d on d.oid = t.setdatabase
               left join pg_catalog.pg_roles r on r.oid = t.setrole
  --@ always
         where d.datname = pg_catalog.current_database()) s
