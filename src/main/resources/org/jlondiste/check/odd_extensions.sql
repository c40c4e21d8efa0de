--@ since 90100
-- Extensions that keep rows in places of their own or change rows behind the back of triggers.
select e.extname as object, e.extversion as version, odd.what, odd.advice
  from pg_catalog.pg_extension e
       join (values
               ('timescaledb', 'its hypertables and their compressed chunks cannot be captured by triggers on one table',
                'leave its hypertables out, and move them by the means of the extension'),
               ('citus', 'rows of its distributed tables live on other servers',
                'leave its distributed tables out, and move them by the means of the extension'),
               ('columnar', 'rows of its tables are stored in another way and cannot be updated',
                'leave its tables out, and copy them while nothing writes'),
               ('pg_partman', 'it makes and drops partitions by itself: it must run on the source only, and new partitions must be made on the target',
                'do not schedule its maintenance on the target before the switch; let ''execute'' make partitions on all nodes'),
               ('pglogical', 'what it applies here under session_replication_role replica is not captured',
                'replicate those tables from where they come from, or end that replication'),
               ('bdr', 'what it applies here under session_replication_role replica is not captured',
                'replicate those tables from where they come from, or end that replication'),
               ('pg_cron', 'its jobs are rows of the server, which are not replicated; they must not run on the target before the switch',
                'take its jobs over at the switch'),
               ('pg_repack', 'a table that it is repacking has triggers of its own; do not repack while tables are added',
                'let no pg_repack run until all tables are added'),
               ('dblink', 'connect strings inside functions go on pointing to where they pointed',
                'correct the connect strings on the target before the switch'),
               ('postgres_fdw', 'foreign servers and user mappings go on pointing to where they pointed',
                'correct servers and user mappings on the target before the switch')
            ) as odd (name, what, advice) on odd.name = e.extname
 order by e.extname
