-- What is known about an open batch; all NULL if it is not open.
create or replace function pgq.get_batch_info(
    x_batch_id int8,
    out queue_name text, out consumer_name text, out batch_start timestamptz, out batch_end timestamptz,
    out prev_tick_id int8, out tick_id int8, out lag interval, out seq_start int8, out seq_end int8) as $$
declare
    v_batch record;
    v_start record;
    v_end   record;
begin
    select s.sub_queue, q.queue_name, c.co_name, s.sub_last_tick, s.sub_next_tick into v_batch
    from pgq.subscription s
    join pgq.queue q on q.queue_id = s.sub_queue
    join pgq.consumer c on c.co_id = s.sub_consumer
    where s.sub_batch = x_batch_id;
    select t.tick_time, t.tick_event_seq into v_start
    from pgq.tick t
    where t.tick_queue = v_batch.sub_queue and t.tick_id = v_batch.sub_last_tick;
    select t.tick_time, t.tick_event_seq into v_end
    from pgq.tick t
    where t.tick_queue = v_batch.sub_queue and t.tick_id = v_batch.sub_next_tick;
    if v_start.tick_time is null or v_end.tick_time is null then
        return;
    end if;
    queue_name := v_batch.queue_name;
    consumer_name := v_batch.co_name;
    batch_start := v_start.tick_time;
    batch_end := v_end.tick_time;
    prev_tick_id := v_batch.sub_last_tick;
    tick_id := v_batch.sub_next_tick;
    lag := current_timestamp - v_end.tick_time;
    seq_start := v_start.tick_event_seq;
    seq_end := v_end.tick_event_seq;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
