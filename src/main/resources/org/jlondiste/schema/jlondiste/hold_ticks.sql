-- Sees to it that no other session makes a tick in a queue until the transaction ends.
create or replace function jlondiste.hold_ticks(i_queue_name text) returns void as $$
declare
    v_queue record;
begin
    select q.queue_id, q.queue_external_ticker, q.queue_ticker_paused into v_queue
    from pgq.queue q
    where q.queue_name = i_queue_name;
    if not found then
        raise exception 'queue not found: %', i_queue_name;
    elsif v_queue.queue_external_ticker then
        raise exception 'queue % has external tick source', i_queue_name;
    elsif v_queue.queue_ticker_paused then
        raise exception 'ticker has been paused for queue %', i_queue_name;
    end if;
    perform jlondiste.lock_queue(v_queue.queue_id);
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
