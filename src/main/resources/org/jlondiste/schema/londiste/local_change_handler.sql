-- Gives a table of this node other attributes and other triggers.
create or replace function londiste.local_change_handler(
    i_queue_name text, i_table_name text, i_trg_args text[], i_table_attrs text,
    out ret_code int4, out ret_note text) as $$
declare
    v_table  text := londiste.make_fqname(i_table_name);
    v_info   record;
    v_result record;
begin
    select f.ret_code, f.ret_note into ret_code, ret_note
    from londiste.local_set_table_attrs(i_queue_name, v_table, i_table_attrs) f;
    if ret_code >= 300 then
        return;
    end if;
    select coalesce(t.dest_table, t.table_name) as dest, n.node_type as kind into v_info
    from londiste.table_info t
    join pgq_node.node_info n on n.queue_name = t.queue_name
    where t.queue_name = i_queue_name and t.table_name = v_table;
    select f.ret_code as code, f.ret_note as note into v_result
    from londiste.create_trigger(i_queue_name, v_table, i_trg_args, v_info.dest, v_info.kind) f;
    if v_result.code > 299 then
        select v_result.code, v_result.note into ret_code, ret_note;
    elsif v_result.code = 201 then
        perform londiste.drop_table_triggers(i_queue_name, v_table);
        select 200, 'Table handler updated with no triggers: ' || v_table into ret_code, ret_note;
    else
        select 200, 'Handler changed for table: ' || v_table into ret_code, ret_note;
    end if;
end;
$$ language plpgsql;
