-- Takes a table out of the set.
create or replace function londiste.global_remove_table(
    i_queue_name text, i_table_name text, out ret_code int4, out ret_note text) as $$
declare
    v_table text := londiste.make_fqname(i_table_name);
    v_local bool;
begin
    select t.local into v_local
    from londiste.table_info t
    where t.queue_name = i_queue_name and t.table_name = v_table;
    if not found then
        select 400, 'Table not found: ' || v_table into ret_code, ret_note;
        return;
    end if;
    if v_local and not pgq_node.is_root_node(i_queue_name) then
        perform londiste.local_remove_table(i_queue_name, v_table);
    end if;
    delete from londiste.table_info where queue_name = i_queue_name and table_name = v_table;
    select 200, 'Table removed: ' || v_table into ret_code, ret_note;
end;
$$ language plpgsql strict;
