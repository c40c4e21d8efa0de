-- How many rows does a query of event tables answer?
-- i_query: looks for rows by their ev_txid
-- Event tables have no statistics: the planner takes a few rows for millions, and would rather read whole tables.
create or replace function jlondiste.count_by_index(i_query text) returns int8 as $$
declare
    v_count int8;
begin
    execute 'select count(*) from (' || i_query || ') ev' into v_count;
    return v_count;
end;
$$ language plpgsql set search_path = pg_catalog, pg_temp
    set enable_seqscan = off;
