-- Makes a tick that stands for what another session sees, and returns its id: that session's snapshot holds exactly the
-- changes before the tick. It must have been taken while this transaction held the ticks (hold_ticks).
create or replace function jlondiste.tick_at_snapshot(i_queue_name text, i_snapshot txid_snapshot) returns int8 as $$
declare
    v_queue int4;
begin
    select q.queue_id into v_queue from pgq.queue q where q.queue_name = i_queue_name;
    perform jlondiste.hold_ticks(i_queue_name);
    if exists (
        select 1 from pgq.tick t
        where t.tick_queue = v_queue and txid_snapshot_xmax(t.tick_snapshot) > txid_snapshot_xmax(i_snapshot)
    ) then
        raise exception 'snapshot % is older than the last tick of queue %', i_snapshot, i_queue_name;
    end if;
    return jlondiste.insert_tick(v_queue, i_snapshot);
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
