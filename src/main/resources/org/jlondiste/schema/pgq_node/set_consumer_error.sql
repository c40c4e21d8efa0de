-- Notes what keeps a consumer of this node from going on; NULL when nothing does.
create or replace function pgq_node.set_consumer_error(
    i_queue_name text, i_consumer_name text, i_error_msg text, out ret_code int4, out ret_note text) as $$
begin
    update pgq_node.local_state
    set cur_error = i_error_msg
    where queue_name = i_queue_name and consumer_name = i_consumer_name;
    if not found then
        select 101, 'Consumer not known, ignoring: ' || coalesce(i_queue_name, 'NULL') || '/' || coalesce(i_consumer_name, 'NULL')
        into ret_code, ret_note;
        return;
    end if;
    select 100, 'Consumer ' || i_consumer_name || ' error = ' || coalesce(i_error_msg, 'NULL')
    into ret_code, ret_note;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
