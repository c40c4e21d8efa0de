-- Opens a cursor over the events of a batch and returns the first of them; go on with FETCH from it.
-- i_quick_limit: how many events to return at once
-- i_extra_where: SQL condition on the ev_* columns, or NULL
create or replace function pgq.get_batch_cursor(
    i_batch_id int8, i_cursor_name text, i_quick_limit int4, i_extra_where text,
    out ev_id int8, out ev_time timestamptz, out ev_txid int8, out ev_retry int4, out ev_type text, out ev_data text,
    out ev_extra1 text, out ev_extra2 text, out ev_extra3 text, out ev_extra4 text)
returns setof record as $$
declare
    v_cursor refcursor := i_cursor_name;
    v_sql    text;
begin
    if i_batch_id is null or i_cursor_name is null or i_quick_limit is null then
        return;
    end if;
    v_sql := pgq.batch_event_sql(i_batch_id);
    if i_extra_where is not null then
        v_sql := 'select * from (' || v_sql || ') _evs where ' || i_extra_where || ' order by 1';
    end if;
    open v_cursor no scroll for execute v_sql;
    for v_number in 1 .. i_quick_limit loop
        fetch v_cursor
        into ev_id, ev_time, ev_txid, ev_retry, ev_type, ev_data, ev_extra1, ev_extra2, ev_extra3, ev_extra4;
        exit when not found;
        return next;
    end loop;
end;
$$ language plpgsql;

create or replace function pgq.get_batch_cursor(
    i_batch_id int8, i_cursor_name text, i_quick_limit int4,
    out ev_id int8, out ev_time timestamptz, out ev_txid int8, out ev_retry int4, out ev_type text, out ev_data text,
    out ev_extra1 text, out ev_extra2 text, out ev_extra3 text, out ev_extra4 text)
returns setof record as $$
begin
    return query select f.* from pgq.get_batch_cursor(i_batch_id, i_cursor_name, i_quick_limit, null) f;
end;
$$ language plpgsql strict;
