-- Lets a trigger ask for every insert into an event table whether the queue is open. Rotation takes it off again.
create or replace function jlondiste.close_event_table(i_queue_id int4, i_event_table text) returns void as $$
begin
    if not exists (
        select 1 from pg_catalog.pg_trigger t
        where t.tgrelid = pgq.quote_fqname(i_event_table)::regclass and t.tgname = 'closed'
    ) then
        execute 'create trigger closed before insert on ' || pgq.quote_fqname(i_event_table)
            || ' for each statement execute procedure jlondiste.refuse_event(' || i_queue_id::text || ')';
    end if;
end;
$$ language plpgsql;

-- Ends that, under a lock on the table that the caller has.
create or replace function jlondiste.open_event_table(i_event_table text) returns void as $$
begin
    if exists (
        select 1 from pg_catalog.pg_trigger t
        where t.tgrelid = pgq.quote_fqname(i_event_table)::regclass and t.tgname = 'closed'
    ) then
        execute 'drop trigger closed on ' || pgq.quote_fqname(i_event_table);
    end if;
end;
$$ language plpgsql;
