-- Drops a queue with its events and ticks; returns 1.
-- x_force: take off consumers that are still attached, instead of refusing
create or replace function pgq.drop_queue(x_queue_name text, x_force bool) returns int4 as $$
declare
    v_queue    record;
    v_consumer text;
begin
    select q.queue_id, q.queue_data_pfx, q.queue_event_seq, q.queue_tick_seq, q.queue_ntables into v_queue
    from pgq.queue q
    where q.queue_name = x_queue_name
    for update;
    if not found then
        raise exception 'No such event queue';
    end if;
    if coalesce(x_force, false) then
        for v_consumer in
            select c.co_name
            from pgq.subscription s
            join pgq.consumer c on c.co_id = s.sub_consumer
            where s.sub_queue = v_queue.queue_id
            order by c.co_name
        loop
            perform pgq.unregister_consumer(x_queue_name, v_consumer);
        end loop;
    elsif exists (select 1 from pgq.subscription s where s.sub_queue = v_queue.queue_id) then
        raise exception 'cannot drop queue, consumers still attached';
    end if;

    for v_number in 0 .. v_queue.queue_ntables - 1 loop
        execute 'drop table ' || pgq.quote_fqname(v_queue.queue_data_pfx || '_' || v_number::text);
    end loop;
    execute 'drop table ' || pgq.quote_fqname(v_queue.queue_data_pfx);
    delete from pgq.retry_queue where ev_queue = v_queue.queue_id;
    delete from pgq.tick where tick_queue = v_queue.queue_id;
    delete from pgq.queue where queue_id = v_queue.queue_id;
    execute 'drop sequence ' || pgq.quote_fqname(v_queue.queue_tick_seq);
    execute 'drop sequence ' || pgq.quote_fqname(v_queue.queue_event_seq);
    execute 'drop sequence if exists ' || pgq.quote_fqname(v_queue.queue_data_pfx || '_table_seq');
    return 1;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;

create or replace function pgq.drop_queue(x_queue_name text) returns int4 as $$
    select pgq.drop_queue($1, false)
$$ language sql strict;
