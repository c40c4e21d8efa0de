-- Partitions by inheritance of a table that are older than they have to be kept.
create or replace function londiste.list_obsolete_partitions(
    i_parent_table text, i_retention_period interval, i_partition_period text)
returns setof text as $$
begin
    return query
        select n.nspname || '.' || c.relname
        from pg_catalog.pg_inherits h
        join pg_catalog.pg_class c on c.oid = h.inhrelid
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where h.inhparent = londiste.find_table_oid(i_parent_table)
            and londiste.is_obsolete_partition(
                n.nspname || '.' || c.relname, i_retention_period, i_partition_period)
        order by 1;
end;
$$ language plpgsql;
