-- Ends the replication of a table on this node; on the root, in the whole set. The table itself and its rows stay.
create or replace function londiste.local_remove_table(
    i_queue_name text, i_table_name text, out ret_code int4, out ret_note text) as $$
declare
    v_table    text := londiste.make_fqname(i_table_name);
    v_info     record;
    v_dest     text;
    v_sequence text;
begin
    select t.local, t.dropped_ddl, t.dest_table into v_info
    from londiste.table_info t
    where t.queue_name = i_queue_name and t.table_name = v_table
    for update;
    if not found then
        select 400, 'Table not found: ' || v_table into ret_code, ret_note;
        return;
    end if;
    if not v_info.local then
        select 400, 'Table not registered locally: ' || v_table into ret_code, ret_note;
        return;
    end if;
    v_dest := coalesce(v_info.dest_table, v_table);
    perform jlondiste.drop_queue_triggers(i_queue_name, v_dest);

    -- a copy was under way: what it took off goes back on, over no rows, unless other queues feed the table too
    if v_info.dropped_ddl is not null and londiste.find_table_oid(v_dest) is not null then
        perform 1 from londiste.table_info t
        where t.queue_name <> i_queue_name and t.local and coalesce(t.dest_table, t.table_name) = v_dest;
        if not found then
            execute 'truncate table only ' || londiste.quote_fqname(v_dest);
        end if;
        execute v_info.dropped_ddl;
    end if;
    update londiste.table_info
    set local = false, merge_state = null, custom_snapshot = null, dropped_ddl = null,
        table_attrs = null, dest_table = null
    where queue_name = i_queue_name and table_name = v_table;

    for v_sequence in
        select s.seq_name
        from londiste.seq_info s
        where s.queue_name = i_queue_name and s.local
            and exists (
                select 1 from pg_catalog.pg_depend d
                where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = londiste.find_seq_oid(s.seq_name)
                    and d.refclassid = 'pg_catalog.pg_class'::regclass
                    and d.refobjid = londiste.find_table_oid(v_dest)
                    and d.refobjsubid > 0 and d.deptype in ('a', 'i'))
    loop
        perform londiste.local_remove_seq(i_queue_name, v_sequence);
    end loop;

    if pgq_node.is_root_node(i_queue_name) then
        perform londiste.global_remove_table(i_queue_name, v_table);
        perform londiste.root_notify_change(i_queue_name, 'londiste.remove-table', v_table);
    end if;
    select 200, 'Table removed: ' || v_table into ret_code, ret_note;
end;
$$ language plpgsql strict;
