-- On a combined branch: moves the waiting leaf of a part queue to the tick that reached this branch through the root.
create or replace function pgq_node.set_partition_watermark(
    i_combined_queue_name text, i_part_queue_name text, i_watermark int8,
    out ret_code int4, out ret_note text) as $$
declare
    v_worker text;
begin
    select p.worker_name into v_worker
    from pgq_node.node_info p
    join pgq_node.node_info k on k.queue_name = p.combined_queue
    where p.queue_name = i_part_queue_name and p.node_type = 'leaf'
        and k.queue_name = i_combined_queue_name and k.node_type = 'branch';
    if not found then
        select 201, 'Part-queue does not exist' into ret_code, ret_note;
        return;
    end if;
    update pgq_node.local_state
    set last_tick_id = i_watermark
    where queue_name = i_part_queue_name and consumer_name = v_worker;
    if not found then
        select 401, 'Worker registration not found' into ret_code, ret_note;
        return;
    end if;
    select 200, 'Ok' into ret_code, ret_note;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
