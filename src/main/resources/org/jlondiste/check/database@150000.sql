-- The database and its server; PostgreSQL 15 and 16.
select d.datname as database_name,
       pg_catalog.pg_encoding_to_char(d.encoding) as encoding,
       case d.datlocprovider when 'c' then d.datcollate when 'i' then 'ICU ' || coalesce(d.daticulocale, '') else 'builtin ' || coalesce(d.daticulocale, '') end as collate,
       d.datctype as ctype,
       d.oid::int8 as oid,
       pg_catalog.pg_postmaster_start_time()::text || ' ' || coalesce(pg_catalog.inet_server_port(), 0)::text as server,
       cast(extract(epoch from pg_catalog.clock_timestamp()) as float8) as clock,
       pg_catalog.pg_database_size(d.oid) as bytes,
       pg_catalog.pg_size_pretty(pg_catalog.pg_database_size(d.oid)) as size,
       current_user as role_name
  from pg_catalog.pg_database d
 where d.datname = pg_catalog.current_database()
