-- How many tables and indexes there are, and how many of them all sessions together can lock at a time.
select (select count(*)
          from pg_catalog.pg_class c
               join pg_catalog.pg_namespace n on n.oid = c.relnamespace
         where c.relkind in ('r', 'p', 'i', 'I')
           and n.nspname not in ('pg_catalog', 'information_schema')
           and n.nspname !~ '^pg_(toast|temp)') as relations,
       cast(pg_catalog.current_setting('max_locks_per_transaction') as int8)
         * (cast(pg_catalog.current_setting('max_connections') as int8)
            + cast(pg_catalog.current_setting('max_prepared_transactions') as int8)) as locks
