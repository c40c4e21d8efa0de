-- The server processes whose open transactions have written into a queue, or wait to do so.
--   queue: its name
select distinct coalesce(l.pid::text, 'a prepared transaction') as process
from pg_catalog.pg_locks l
join pg_catalog.pg_class c on c.oid = l.relation
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pgq.queue q on q.queue_name = :queue
where l.mode = 'RowExclusiveLock' and l.granted
    and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database())
    and strpos(n.nspname || '.' || c.relname, q.queue_data_pfx || '_') = 1
    and l.pid is distinct from pg_catalog.pg_backend_pid()
order by 1
