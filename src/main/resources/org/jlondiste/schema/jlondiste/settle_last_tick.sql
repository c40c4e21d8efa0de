-- Before a queue that follows another one is opened for writers: lets its last tick say truly what is visible now. The
-- tick that was repeated there counts everything as seen that was under way in this database then; what such a
-- transaction writes once the queue is open would be lost.
create or replace function jlondiste.settle_last_tick(i_queue_name text) returns void as $$
begin
    update pgq.tick
    set tick_snapshot = txid_current_snapshot()
    from pgq.queue q
    where q.queue_name = i_queue_name
        and q.queue_external_ticker and q.queue_disable_insert
        and tick_queue = q.queue_id
        and tick_id = (select max(t.tick_id) from pgq.tick t where t.tick_queue = q.queue_id);
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
