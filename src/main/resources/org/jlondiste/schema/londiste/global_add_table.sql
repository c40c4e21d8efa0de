-- Makes a table known as a member of the set; whether it is replicated here is another matter.
create or replace function londiste.global_add_table(
    i_queue_name text, i_table_name text, out ret_code int4, out ret_note text) as $$
declare
    v_table    text := londiste.make_fqname(i_table_name);
    v_combined text;
begin
    select n.combined_queue into v_combined from pgq_node.node_info n where n.queue_name = i_queue_name for update;
    if not found then
        select 400, 'No such queue: ' || i_queue_name into ret_code, ret_note;
        return;
    end if;
    perform 1 from londiste.table_info t where t.queue_name = i_queue_name and t.table_name = v_table;
    if found then
        select 200, 'Table already added: ' || v_table into ret_code, ret_note;
        return;
    end if;
    insert into londiste.table_info (queue_name, table_name) values (i_queue_name, v_table);
    select 200, 'Table added: ' || v_table into ret_code, ret_note;

    if v_combined is not null and exists (
        select 1 from pgq_node.node_info n where n.queue_name = v_combined
    ) then
        perform londiste.global_add_table(v_combined, v_table);
    end if;
end;
$$ language plpgsql strict;
