--@ since 90100
-- Extensions.
select e.extname as item, e.extversion as definition, pg_catalog.quote_ident(e.extname) as quoted
  from pg_catalog.pg_extension e
 where e.extname not in ('pgq', 'pgq_node', 'pgq_coop', 'pgq_ext', 'londiste', 'plpgsql')
 order by e.extname
