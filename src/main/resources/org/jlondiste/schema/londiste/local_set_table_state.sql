-- Stores the state of a table's copy here, and the snapshot of the copy.
create or replace function londiste.local_set_table_state(
    i_queue_name text, i_table_name text, i_snapshot text, i_merge_state text,
    out ret_code int4, out ret_note text) as $$
declare
    v_table text := londiste.make_fqname(i_table_name);
begin
    update londiste.table_info
    set custom_snapshot = i_snapshot,
        merge_state = i_merge_state
    where queue_name = i_queue_name and table_name = v_table and local;
    if found then
        select 200, 'Table ' || v_table || ' state set to ' || coalesce(quote_literal(i_merge_state), 'NULL')
        into ret_code, ret_note;
    else
        select 404, 'No such table: ' || coalesce(v_table, 'NULL') into ret_code, ret_note;
    end if;
end;
$$ language plpgsql;
