-- The database, if it lacks plpgsql and this role cannot add it.
select pg_catalog.current_database() as object
 where not exists (select 1 from pg_catalog.pg_language l where l.lanname = 'plpgsql')
   and not exists (select 1
                     from pg_catalog.pg_database d
                    where d.datname = pg_catalog.current_database()
                      and pg_catalog.pg_has_role(d.datdba, 'USAGE'))
