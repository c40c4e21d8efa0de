-- Trigger on event tables of a queue that was closed (demote_root): refuses writers that found it open before and come
-- late; its argument is the queue's id. Rotation takes it off again.
create or replace function jlondiste.refuse_event() returns trigger as $$
declare
    v_closed bool;
begin
    if current_setting('transaction_isolation') in ('read committed', 'read uncommitted') then
        select q.queue_disable_insert into v_closed from pgq.queue q where q.queue_id = tg_argv[0]::int4;
    else
        -- the row lock does not let an old snapshot have its way
        select q.queue_disable_insert into v_closed from pgq.queue q where q.queue_id = tg_argv[0]::int4 for share;
    end if;
    if v_closed then
        raise exception 'Insert into queue disallowed';
    end if;
    return null;
end;
$$ language plpgsql security definer set search_path = pg_catalog, pg_temp;
