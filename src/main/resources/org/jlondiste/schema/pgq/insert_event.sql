-- Writes one event; returns its id.
create or replace function pgq.insert_event(
    queue_name text, ev_type text, ev_data text, ev_extra1 text, ev_extra2 text, ev_extra3 text, ev_extra4 text)
returns int8 as $$
begin
    return pgq.insert_event_raw($1, null, now(), null, null, $2, $3, $4, $5, $6, $7);
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;

create or replace function pgq.insert_event(queue_name text, ev_type text, ev_data text) returns int8 as $$
begin
    return pgq.insert_event($1, $2, $3, null, null, null, null);
end;
$$ language plpgsql;
