-- Refuses changes to a table that is filled by replication; its first argument is the queue that fills it.
-- The replication itself writes in role replica, where this trigger does not fire.
create or replace function jlondiste.deny_change() returns trigger as $$
begin
    if current_setting('session_replication_role') = 'local' then
        return null;
    end if;
    raise exception 'Table ''%.%'' to queue ''%'': change not allowed (%)',
        tg_table_schema, tg_table_name, tg_argv[0], tg_op
        using hint = 'This table is a replica. Change it on the provider, or write in session_replication_role local.';
end;
$$ language plpgsql;
