-- Creates a queue with its event tables and its first tick; returns 1, or 0 if it exists.
create or replace function pgq.create_queue(i_queue_name text) returns int4 as $$
declare
    v_id     int4;
    v_prefix text;
    v_table  text;
begin
    if i_queue_name is null then
        raise exception 'Invalid NULL value';
    end if;
    if exists (select 1 from pgq.queue q where q.queue_name = i_queue_name) then
        return 0;
    end if;

    v_id := nextval('pgq.queue_queue_id_seq');
    v_prefix := 'pgq.event_' || v_id::text;
    insert into pgq.queue (queue_id, queue_name, queue_data_pfx, queue_event_seq, queue_tick_seq)
    values (v_id, i_queue_name, v_prefix, v_prefix || '_id_seq', v_prefix || '_tick_seq');

    execute 'create sequence ' || v_prefix || '_id_seq';
    execute 'create sequence ' || v_prefix || '_tick_seq';
    execute 'create sequence ' || v_prefix || '_table_seq minvalue 0 start 0';
    execute 'create table ' || v_prefix || ' () inherits (pgq.event_template)';
    for v_number in 0 .. 2 loop
        v_table := v_prefix || '_' || v_number::text;
        execute 'create table ' || v_table || ' () inherits (' || v_prefix || ')';
        execute 'alter table ' || v_table || ' alter column ev_id set default nextval('
            || quote_literal(v_prefix || '_id_seq') || ')';
        execute 'create index event_' || v_id::text || '_' || v_number::text || '_txid_idx on '
            || v_table || ' (ev_txid)';
    end loop;
    perform pgq.grant_perms(i_queue_name);
    perform pgq.tune_storage(i_queue_name);

    insert into pgq.tick (tick_queue, tick_id, tick_event_seq)
    values (v_id, nextval(v_prefix || '_tick_seq'), 0);
    return 1;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
