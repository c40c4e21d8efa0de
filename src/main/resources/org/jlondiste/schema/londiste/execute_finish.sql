-- Notes that a script was run on this node; the root hands it on to the others.
create or replace function londiste.execute_finish(
    i_queue_name text, i_file_name text, out ret_code int4, out ret_note text) as $$
declare
    v_script record;
begin
    select e.execute_sql, e.execute_attrs into v_script
    from londiste.applied_execute e
    where e.queue_name = i_queue_name and e.execute_file = i_file_name;
    if not found then
        select 404, 'execute_file called without execute_start' into ret_code, ret_note;
        return;
    end if;
    if pgq_node.is_root_node(i_queue_name) then
        perform pgq.insert_event(i_queue_name, 'EXECUTE', v_script.execute_sql,
            i_file_name, v_script.execute_attrs, null, null);
    end if;
    select 200, 'Execute finished: ' || i_file_name into ret_code, ret_note;
end;
$$ language plpgsql strict;
