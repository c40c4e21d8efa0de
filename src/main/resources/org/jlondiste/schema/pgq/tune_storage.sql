-- Sets the storage of a queue's event tables for rows that are only ever inserted and truncated.
-- Returns 1, or 0 if there is no such queue.
create or replace function pgq.tune_storage(i_queue_name text) returns int4 as $$
declare
    v_queue record;
begin
    select q.queue_data_pfx, q.queue_ntables into v_queue
    from pgq.queue q
    where q.queue_name = i_queue_name;
    if not found then
        return 0;
    end if;
    for v_number in 0 .. v_queue.queue_ntables - 1 loop
        execute 'alter table ' || pgq.quote_fqname(v_queue.queue_data_pfx || '_' || v_number::text)
            || ' set (fillfactor = 100, autovacuum_enabled = off, toast.autovacuum_enabled = off)';
    end loop;
    return 1;
end;
$$ language plpgsql strict;
