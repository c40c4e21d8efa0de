-- Roles that own something in this database, or were granted something, or have settings in it.
select pg_catalog.quote_ident(r.rolname) as item,
       cast('' as text) as definition,
       case when r.rolcanlogin then 'login' else 'nologin' end as login
  from pg_catalog.pg_roles r
 where r.oid in (select d.refobjid
                   from pg_catalog.pg_shdepend d
                        join pg_catalog.pg_database b on b.datname = pg_catalog.current_database()
                  where d.refclassid = 'pg_catalog.pg_authid'::regclass
                    and (d.dbid = b.oid
                         or d.dbid = 0 and d.classid = 'pg_catalog.pg_database'::regclass and d.objid = b.oid))
    or r.oid = (select b.datdba from pg_catalog.pg_database b where b.datname = pg_catalog.current_database())
