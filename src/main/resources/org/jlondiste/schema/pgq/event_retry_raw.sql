-- Puts an event into the retry queue with every field given; returns its id.
-- x_ev_id, x_ev_time: NULL for the next id and for now
create or replace function pgq.event_retry_raw(
    x_queue text, x_consumer text, x_retry_after timestamptz, x_ev_id int8, x_ev_time timestamptz, x_ev_retry int4,
    x_ev_type text, x_ev_data text, x_ev_extra1 text, x_ev_extra2 text, x_ev_extra3 text, x_ev_extra4 text)
returns int8 as $$
declare
    v_sub record;
    v_id  int8 := x_ev_id;
begin
    select s.sub_id, q.queue_id, q.queue_event_seq, q.queue_ev_id_source into v_sub
    from pgq.subscription s
    join pgq.queue q on q.queue_id = s.sub_queue
    join pgq.consumer c on c.co_id = s.sub_consumer
    where q.queue_name = x_queue and c.co_name = x_consumer;
    if not found then
        raise exception 'consumer not registered';
    end if;
    if v_id is null then
        if v_sub.queue_ev_id_source = 'wal' then
            v_id := jlondiste.wal_position();
        else
            v_id := nextval(pgq.quote_fqname(v_sub.queue_event_seq)::regclass);
        end if;
    end if;
    insert into pgq.retry_queue (ev_retry_after, ev_queue, ev_id, ev_time, ev_owner, ev_retry,
        ev_type, ev_data, ev_extra1, ev_extra2, ev_extra3, ev_extra4)
    values (x_retry_after, v_sub.queue_id, v_id, coalesce(x_ev_time, now()), v_sub.sub_id, x_ev_retry,
        x_ev_type, x_ev_data, x_ev_extra1, x_ev_extra2, x_ev_extra3, x_ev_extra4);
    return v_id;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
