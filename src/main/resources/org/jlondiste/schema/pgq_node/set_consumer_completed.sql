-- Notes that a consumer of this node has applied everything up to a tick.
create or replace function pgq_node.set_consumer_completed(
    i_queue_name text, i_consumer_name text, i_tick_id int8, out ret_code int4, out ret_note text) as $$
begin
    update pgq_node.local_state
    set last_tick_id = i_tick_id, cur_error = null
    where queue_name = i_queue_name and consumer_name = i_consumer_name;
    if not found then
        select 404, 'Consumer not known: ' || coalesce(i_queue_name, 'NULL') || '/' || coalesce(i_consumer_name, 'NULL')
        into ret_code, ret_note;
        return;
    end if;
    select 100, 'Consumer ' || i_consumer_name || ' completed tick = ' || coalesce(i_tick_id::text, 'NULL')
    into ret_code, ret_note;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
