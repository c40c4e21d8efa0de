-- Brings tables made by an earlier version up to date; returns the number of changes.
create or replace function londiste.upgrade_schema() returns int4 as $$
declare
    v_changes int4 := 0;
begin
    if not exists (
        select 1 from pg_catalog.pg_attribute a
        where a.attrelid = 'londiste.table_info'::regclass and a.attname = 'dest_table' and not a.attisdropped
    ) then
        alter table londiste.table_info add column dest_table text;
        v_changes := v_changes + 1;
    end if;
    if not exists (
        select 1 from pg_catalog.pg_attribute a
        where a.attrelid = 'londiste.applied_execute'::regclass and a.attname = 'execute_attrs' and not a.attisdropped
    ) then
        alter table londiste.applied_execute add column execute_attrs text;
        v_changes := v_changes + 1;
    end if;
    return v_changes;
end;
$$ language plpgsql;
