-- Gives the sequences and event tables of a queue the usual grants; returns 1.
create or replace function pgq.grant_perms(x_queue_name text) returns int4 as $$
declare
    v_queue  record;
    v_schema text;
    v_table  text;
begin
    select q.queue_data_pfx, q.queue_event_seq, q.queue_tick_seq, q.queue_ntables into v_queue
    from pgq.queue q
    where q.queue_name = x_queue_name;
    if not found then
        raise exception 'Queue not found';
    end if;
    execute 'grant select on ' || pgq.quote_fqname(v_queue.queue_event_seq) || ', '
        || pgq.quote_fqname(v_queue.queue_tick_seq) || ' to public';
    perform jlondiste.grant_to('pgq_admin', 'usage on ' || 'sequence ' || pgq.quote_fqname(v_queue.queue_event_seq));
    v_schema := split_part(v_queue.queue_data_pfx, '.', 1);
    v_table := substr(v_queue.queue_data_pfx, length(v_schema) + 2);
    perform pgq._grant_perms_from('pgq', 'event_template', v_schema, v_table);
    for v_number in 0 .. v_queue.queue_ntables - 1 loop
        perform pgq._grant_perms_from('pgq', 'event_template', v_schema, v_table || '_' || v_number::text);
    end loop;
    return 1;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
