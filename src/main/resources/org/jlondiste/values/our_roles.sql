-- Which of the roles that installing makes are there?
select r.rolname::text as name
  from pg_catalog.pg_roles r
 where r.rolname in ('pgq_reader', 'pgq_writer', 'pgq_admin', 'londiste_reader', 'londiste_writer')
 order by r.rolname desc
