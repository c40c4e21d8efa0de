-- Closes a subconsumer's batch. Returns 1, or 0 if there is no such batch.
create or replace function pgq_coop.finish_batch(i_batch_id int8) returns int4 as $$
begin
    update pgq.subscription
    set sub_last_tick = null, sub_next_tick = null, sub_batch = null, sub_active = now()
    where sub_batch = i_batch_id;
    if not found then
        raise warning 'coop_finish_batch: batch % not found', i_batch_id;
        return 0;
    end if;
    return 1;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
