--@ since 90100
-- Extensions that keep rows in places of their own or change rows behind the back of triggers.
select e.extname as object, e.extversion as version, odd.what
  from pg_catalog.pg_extension e
       join (values
               ('timescaledb', 'its hypertables and their compressed chunks cannot be captured by triggers on one table'),
               ('citus', 'rows of its distributed tables live on other servers'),
               ('columnar', 'rows of its tables are stored in another way and cannot be updated'),
               ('pg_partman', 'it makes and drops partitions by itself: it must run on the source only, and new partitions must be made on the target'),
               ('pglogical', 'what it applies here under session_replication_role replica is not captured'),
               ('bdr', 'what it applies here under session_replication_role replica is not captured'),
               ('pg_cron', 'its jobs are rows of the server, which are not replicated; they must not run on the target before the switch'),
               ('pg_repack', 'a table that it is repacking has triggers of its own; do not repack while tables are added'),
               ('dblink', 'connect strings inside functions go on pointing to where they pointed'),
               ('postgres_fdw', 'foreign servers and user mappings go on pointing to where they pointed')
            ) as odd (name, what) on odd.name = e.extname
 order by e.extname
