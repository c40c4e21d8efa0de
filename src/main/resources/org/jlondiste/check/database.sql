-- The database and its server.
select d.datname as database_name,
       pg_catalog.pg_encoding_to_char(d.encoding) as encoding,
       d.datcollate as collate,  --@ before 150000
       case d.datlocprovider when 'c' then d.datcollate when 'i' then 'ICU ' || coalesce(d.daticulocale, '') else 'builtin ' || coalesce(d.daticulocale, '') end as collate,  --@ since 150000 before 170000
       case d.datlocprovider when 'c' then d.datcollate when 'i' then 'ICU ' || coalesce(d.datlocale, '') else 'builtin ' || coalesce(d.datlocale, '') end as collate,  --@ since 170000
       d.datctype as ctype,
       d.oid::int8 as oid,
       pg_catalog.pg_postmaster_start_time()::text || ' ' || coalesce(pg_catalog.inet_server_port(), 0)::text as server,
       cast(extract(epoch from pg_catalog.clock_timestamp()) as float8) as clock,
       pg_catalog.pg_database_size(d.oid) as bytes,
       pg_catalog.pg_size_pretty(pg_catalog.pg_database_size(d.oid)) as size,
       current_user as role_name
  from pg_catalog.pg_database d
 where d.datname = pg_catalog.current_database()
