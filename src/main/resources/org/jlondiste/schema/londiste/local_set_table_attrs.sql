-- Stores the attributes of a table of this node (url-encoded).
create or replace function londiste.local_set_table_attrs(
    i_queue_name text, i_table_name text, i_table_attrs text, out ret_code int4, out ret_note text) as $$
declare
    v_table text := londiste.make_fqname(i_table_name);
begin
    update londiste.table_info
    set table_attrs = i_table_attrs
    where queue_name = i_queue_name and table_name = v_table and local;
    if found then
        select 200, v_table || ': Table attributes stored' into ret_code, ret_note;
    else
        select 404, 'no such local table: ' || coalesce(v_table, 'NULL') into ret_code, ret_note;
    end if;
end;
$$ language plpgsql;
