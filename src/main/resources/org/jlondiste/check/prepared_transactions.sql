-- Prepared transactions of this database that nobody has ended.
select p.gid as object,
       pg_catalog.quote_literal(p.gid) as quoted,
       p.owner as role_name,
       cast(pg_catalog.date_trunc('second', pg_catalog.now() - p.prepared) as text) as age,
       case when p.prepared < pg_catalog.now() - interval '5 minutes' then 'WARNING' else 'INFO' end as severity
  from pg_catalog.pg_prepared_xacts p
 where p.database = pg_catalog.current_database()
 order by p.prepared
