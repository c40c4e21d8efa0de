-- Stores the SQL that gives a table back what was taken off it for its copy; NULL when that is done.
create or replace function londiste.local_set_table_struct(
    i_queue_name text, i_table_name text, i_dropped_ddl text, out ret_code int4, out ret_note text) as $$
declare
    v_table text := londiste.make_fqname(i_table_name);
begin
    update londiste.table_info
    set dropped_ddl = i_dropped_ddl
    where queue_name = i_queue_name and table_name = v_table and local;
    if found then
        select 200, 'Table struct stored' into ret_code, ret_note;
    else
        select 404, 'no such local table: ' || coalesce(v_table, 'NULL') into ret_code, ret_note;
    end if;
end;
$$ language plpgsql;
