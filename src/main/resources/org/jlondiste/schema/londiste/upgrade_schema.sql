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
    if exists (
        select 1 from pg_catalog.pg_constraint c
        where c.conrelid = 'londiste.applied_execute'::regclass and c.contype = 'p'
            and array_upper(c.conkey, 1) = 1
    ) then
        alter table londiste.applied_execute drop constraint applied_execute_pkey;
        alter table londiste.applied_execute add constraint applied_execute_pkey primary key (queue_name, execute_file);
        v_changes := v_changes + 1;
    end if;
    return v_changes;
end;
$$ language plpgsql;
