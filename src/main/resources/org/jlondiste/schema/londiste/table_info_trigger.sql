-- A table that leaves the set loses its triggers.
create or replace function londiste.table_info_trigger() returns trigger as $$
begin
    perform jlondiste.drop_queue_triggers(old.queue_name, coalesce(old.dest_table, old.table_name));
    return old;
end;
$$ language plpgsql;

drop trigger if exists table_info_trigger_sync on londiste.table_info;
create trigger table_info_trigger_sync before delete on londiste.table_info
    for each row execute procedure londiste.table_info_trigger();
