-- State of one queue, or of all for NULL, by name.
-- ev_per_sec: over the last 20 ticks; ev_new: events that no tick covers yet
create or replace function pgq.get_queue_info(
    i_queue_name text,
    out queue_name text, out queue_ntables int4, out queue_cur_table int4, out queue_rotation_period interval,
    out queue_switch_time timestamptz, out queue_external_ticker bool, out queue_ticker_paused bool,
    out queue_ticker_max_count int4, out queue_ticker_max_lag interval, out queue_ticker_idle_period interval,
    out ticker_lag interval, out ev_per_sec float8, out ev_new int8, out last_tick_id int8)
returns setof record as $$
declare
    v_queue  record;
    v_last   record;
    v_recent record;
begin
    for v_queue in
        select q.* from pgq.queue q
        where i_queue_name is null or q.queue_name = i_queue_name
        order by q.queue_name
    loop
        queue_name := v_queue.queue_name;
        queue_ntables := v_queue.queue_ntables;
        queue_cur_table := v_queue.queue_cur_table;
        queue_rotation_period := v_queue.queue_rotation_period;
        queue_switch_time := v_queue.queue_switch_time;
        queue_external_ticker := v_queue.queue_external_ticker;
        queue_ticker_paused := v_queue.queue_ticker_paused;
        queue_ticker_max_count := v_queue.queue_ticker_max_count;
        queue_ticker_max_lag := v_queue.queue_ticker_max_lag;
        queue_ticker_idle_period := v_queue.queue_ticker_idle_period;

        select t.tick_id, t.tick_time, t.tick_event_seq into v_last
        from pgq.tick t
        where t.tick_queue = v_queue.queue_id
        order by t.tick_id desc
        limit 1;
        last_tick_id := v_last.tick_id;
        ticker_lag := current_timestamp - v_last.tick_time;

        select min(r.tick_time) as since, max(r.tick_time) as till,
            max(r.tick_event_seq) - min(r.tick_event_seq) as events
        into v_recent
        from (
            select t.tick_time, t.tick_event_seq from pgq.tick t
            where t.tick_queue = v_queue.queue_id
            order by t.tick_id desc
            limit 20
        ) r;
        ev_per_sec := v_recent.events / nullif(extract(epoch from v_recent.till - v_recent.since)::float8, 0);

        if v_queue.queue_ev_id_source = 'wal' then
            ev_new := jlondiste.count_new_events(v_queue.queue_id, txid_current_snapshot(), null);
        else
            ev_new := jlondiste.event_sequence_value(v_queue.queue_event_seq) - v_last.tick_event_seq;
        end if;
        return next;
    end loop;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;

create or replace function pgq.get_queue_info(
    out queue_name text, out queue_ntables int4, out queue_cur_table int4, out queue_rotation_period interval,
    out queue_switch_time timestamptz, out queue_external_ticker bool, out queue_ticker_paused bool,
    out queue_ticker_max_count int4, out queue_ticker_max_lag interval, out queue_ticker_idle_period interval,
    out ticker_lag interval, out ev_per_sec float8, out ev_new int8, out last_tick_id int8)
returns setof record as $$
begin
    return query select f.* from pgq.get_queue_info(null) f;
end;
$$ language plpgsql;
