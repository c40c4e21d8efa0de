-- Whether the subscriptions have left so many former rows that readers are held up by them, and this role may remove
-- these. Two are left by each batch, as an index is on what changes.
select coalesce(bool_or(
    s.n_dead_tup > 500 and pg_catalog.pg_has_role(c.relowner, 'USAGE')), false) as crowded
from pg_catalog.pg_stat_user_tables s
join pg_catalog.pg_class c on c.oid = s.relid
where s.schemaname = 'pgq' and s.relname = 'subscription'
