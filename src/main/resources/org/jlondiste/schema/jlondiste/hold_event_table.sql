-- Which of a queue's event tables to write to, for a transaction whose snapshot may be older than the last rotation.
-- Under repeatable read and above, a plain read may name a table that readers no longer look into. The row lock
-- makes such a transaction fail with a serialization error instead, and keeps the table current until it ends.
create or replace function jlondiste.hold_event_table(i_queue_id int4) returns int4 as $$
declare
    v_table int4;
begin
    select q.queue_cur_table into v_table
    from pgq.queue q
    where q.queue_id = i_queue_id
    for share;
    return v_table;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
