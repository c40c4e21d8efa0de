-- How many events of a queue became visible after its last tick; NULL if it has no tick.
-- i_snapshot: count what is visible in this snapshot
-- i_limit: stop counting there; NULL for the exact number
create or replace function jlondiste.count_new_events(i_queue_id int4, i_snapshot txid_snapshot, i_limit int8)
returns int8 as $$
declare
    v_last   txid_snapshot;
    v_open   text;
    v_table  text;
    v_sql    text := '';
    v_filter text;
begin
    select t.tick_snapshot into v_last
    from pgq.tick t
    where t.tick_queue = i_queue_id
    order by t.tick_id desc
    limit 1;
    if not found then
        return null;
    end if;
    v_open := array_to_string(array(
        select x.txid from txid_snapshot_xip(v_last) as x (txid)
        where txid_visible_in_snapshot(x.txid, i_snapshot)), ',');
    v_filter := ' and txid_visible_in_snapshot(ev.ev_txid, ' || quote_literal(i_snapshot::text) || '::txid_snapshot)';
    for v_table in
        select n.name
        from jlondiste.event_table_names(
            i_queue_id, txid_snapshot_xmin(v_last), txid_snapshot_xmax(i_snapshot)) as n (name)
    loop
        if v_sql <> '' then
            v_sql := v_sql || ' union all ';
        end if;
        v_sql := v_sql || 'select 1 from ' || pgq.quote_fqname(v_table) || ' ev where ev.ev_txid >= '
            || txid_snapshot_xmax(v_last)::text || v_filter;
        if v_open <> '' then
            v_sql := v_sql || ' union all select 1 from ' || pgq.quote_fqname(v_table)
                || ' ev where ev.ev_txid in (' || v_open || ')';
        end if;
    end loop;
    if i_limit is not null then
        v_sql := v_sql || ' limit ' || i_limit::text;
    end if;
    return jlondiste.count_by_index(v_sql);
end;
$$ language plpgsql set search_path = pg_catalog, pg_temp;
