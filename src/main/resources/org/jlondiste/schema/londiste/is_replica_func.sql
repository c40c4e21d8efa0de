-- Is this one of the queue's trigger functions?
create or replace function londiste.is_replica_func(func_oid oid) returns bool as $$
    select exists (
        select 1
        from pg_catalog.pg_proc p
        join pg_catalog.pg_namespace n on n.oid = p.pronamespace
        where p.oid = $1 and n.nspname = 'pgq' and p.proname in ('sqltriga', 'logutriga', 'jsontriga')
    )
$$ language sql stable strict;
