-- Has all events of an open batch delivered to its consumer again after some seconds; returns how many.
-- Of events with the same id all but one get an id of their own.
create or replace function pgq.batch_retry(i_batch_id int8, i_retry_seconds int4) returns int4 as $$
declare
    v_sub   record;
    v_count int4;
begin
    select s.sub_id, s.sub_queue,
        case q.queue_ev_id_source
            when 'wal' then 'jlondiste.wal_position()'
            else 'nextval(' || quote_literal(pgq.quote_fqname(q.queue_event_seq)) || ')'
        end as fresh_id
    into v_sub
    from pgq.subscription s
    join pgq.queue q on q.queue_id = s.sub_queue
    where s.sub_batch = i_batch_id;
    if not found then
        raise exception 'batch_retry: batch % not found', i_batch_id;
    end if;
    execute 'insert into pgq.retry_queue (ev_retry_after, ev_queue, ev_id, ev_time, ev_owner, ev_retry,'
        || ' ev_type, ev_data, ev_extra1, ev_extra2, ev_extra3, ev_extra4)'
        || ' select $1, $2, case when ev.namesake = 1 then ev.ev_id else ' || v_sub.fresh_id || ' end,'
        || ' ev.ev_time, $3, coalesce(ev.ev_retry, 0) + 1,'
        || ' ev.ev_type, ev.ev_data, ev.ev_extra1, ev.ev_extra2, ev.ev_extra3, ev.ev_extra4'
        || ' from (select b.*, row_number() over (partition by b.ev_id) as namesake'
        || ' from (' || pgq.batch_event_sql(i_batch_id) || ') b) ev'
        || ' where not exists (select 1 from pgq.retry_queue r where r.ev_owner = $3 and r.ev_id = ev.ev_id)'
    using current_timestamp + i_retry_seconds * interval '1 second', v_sub.sub_queue, v_sub.sub_id;
    get diagnostics v_count = row_count;
    return v_count;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
