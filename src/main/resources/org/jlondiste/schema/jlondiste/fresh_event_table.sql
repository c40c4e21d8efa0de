-- Which of a queue's event tables to write to, for a transaction whose snapshot may be older than the last rotation:
-- under repeatable read and above, pgq.queue may name a table that readers no longer look into. A sequence shows its
-- latest value to every snapshot. The transaction id comes first: rotation counts on it (maint_rotate_tables_step2).
create or replace function jlondiste.fresh_event_table(i_queue_id int4) returns int4 as $$
declare
    v_prefix text;
    v_table  int4;
begin
    perform txid_current();
    select q.queue_data_pfx into v_prefix from pgq.queue q where q.queue_id = i_queue_id;
    execute 'select s.last_value from ' || pgq.quote_fqname(v_prefix || '_table_seq') || ' s' into v_table;
    return v_table;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
