-- The tables ('r') and sequences ('S') of the database that can be replicated, one line each.
-- A partitioned table stands for its partitions.
create or replace function jlondiste.listed_relations(out obj_kind text, out obj_name text)
returns setof record as $$
    select case when c.relkind = 'p' then 'r' else c.relkind::text end, n.nspname || '.' || c.relname
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'S')
        and not c.relispartition
        and n.nspname not in ('pgq', 'londiste', 'jlondiste', 'pg_catalog', 'information_schema')
        and n.nspname !~ '^(pgq_|pg_toast|pg_temp)'
$$ language sql stable;
