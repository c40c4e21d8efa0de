-- The replicated tables, and parts of them, that this transaction has changed in some way: whether
-- it wrote rows, and whether it keeps others from writing any until it ends.
--   queue: the set
with recursive family as (
    select t.table_name, c.oid
    from londiste.table_info t
    join pg_catalog.pg_namespace n on n.nspname = split_part(coalesce(t.dest_table, t.table_name), '.', 1)
    join pg_catalog.pg_class c
        on c.relnamespace = n.oid
        and n.nspname || '.' || c.relname = coalesce(t.dest_table, t.table_name)
    where t.queue_name = :queue and t.local
    union
    select f.table_name, i.inhrelid
    from family f
    join pg_catalog.pg_inherits i on i.inhparent = f.oid
)
select f.table_name,
    n.nspname as schema_name,
    c.relname as relation_name,
    bool_or(l.mode = 'RowExclusiveLock') as writes,
    bool_or(l.mode <> 'RowExclusiveLock') as keeps_others_out
from family f
join pg_catalog.pg_class c on c.oid = f.oid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_locks l
    on l.relation = f.oid
    and l.database = (select d.oid from pg_catalog.pg_database d where d.datname = current_database())
where l.locktype = 'relation'
    and l.pid = pg_backend_pid()
    and l.granted
    and l.mode in ('RowExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
group by f.table_name, n.nspname, c.relname
order by f.table_name, n.nspname, c.relname
