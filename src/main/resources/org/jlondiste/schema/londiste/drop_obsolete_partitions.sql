-- Drops partitions by inheritance that are older than they have to be kept, and returns their names.
create or replace function londiste.drop_obsolete_partitions(
    i_parent_table text, i_retention_period interval, i_partition_period text)
returns setof text as $$
declare
    v_part text;
begin
    for v_part in
        select p.name
        from londiste.list_obsolete_partitions(i_parent_table, i_retention_period, i_partition_period) as p (name)
    loop
        execute 'drop table ' || londiste.quote_fqname(v_part);
        return next v_part;
    end loop;
end;
$$ language plpgsql;
