-- Asks a consumer of this node to pause or to go on; it answers with set_consumer_uptodate.
create or replace function pgq_node.set_consumer_paused(
    i_queue_name text, i_consumer_name text, i_paused bool, out ret_code int4, out ret_note text) as $$
declare
    v_paused bool;
    v_word   text := case when i_paused then 'paused' else 'resumed' end;
begin
    select s.paused into v_paused
    from pgq_node.local_state s
    where s.queue_name = i_queue_name and s.consumer_name = i_consumer_name
    for update;
    if not found then
        select 404, 'Unknown consumer: ' || coalesce(i_consumer_name, 'NULL') into ret_code, ret_note;
        return;
    end if;
    if v_paused = i_paused then
        select 201, 'Consumer ' || i_consumer_name || ' already ' || v_word into ret_code, ret_note;
        return;
    end if;
    update pgq_node.local_state
    set paused = i_paused, uptodate = false
    where queue_name = i_queue_name and consumer_name = i_consumer_name;
    select 200, 'Consumer ' || i_consumer_name || ' tagged as ' || v_word into ret_code, ret_note;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
