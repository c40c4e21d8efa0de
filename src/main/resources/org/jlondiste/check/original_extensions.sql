--@ since 90100
-- The original extensions of the queue.
select e.extname as object, e.extversion as version
  from pg_catalog.pg_extension e
 where e.extname in ('pgq', 'pgq_node', 'londiste')
 order by e.extname
