-- The tables of the set, with the state of their copies here. One that stopped misses changes: nobody is to copy it from
-- here before it is copied afresh itself.
create or replace function londiste.get_table_list(
    i_queue_name text,
    out table_name text, out local bool, out merge_state text, out custom_snapshot text, out table_attrs text,
    out dropped_ddl text, out copy_role text, out copy_pos int4, out dest_table text)
returns setof record as $$
begin
    for table_name, local, merge_state, custom_snapshot, table_attrs, dropped_ddl, dest_table in
        select t.table_name, t.local, case when s.name is null or t.merge_state <> 'ok' then t.merge_state end,
            t.custom_snapshot, t.table_attrs, t.dropped_ddl, t.dest_table
        from londiste.table_info t
        left join jlondiste.stopped_tables(i_queue_name) s (name) on s.name = t.table_name
        where t.queue_name = i_queue_name
        order by t.nr, t.table_name
    loop
        copy_role := null;
        copy_pos := 0;
        if merge_state in ('in-copy', 'catching-up') then
            select f.copy_role, f.copy_pos into copy_role, copy_pos
            from londiste._coordinate_copy(i_queue_name, table_name) f;
        end if;
        return next;
    end loop;
end;
$$ language plpgsql stable strict;
