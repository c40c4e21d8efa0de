-- Brings tables made by an earlier version up to date; returns the number of changes.
create or replace function pgq.upgrade_schema() returns int4 as $$
declare
    v_changes int4 := 0;
begin
    if exists (
        select 1 from pg_catalog.pg_attribute a
        where a.attrelid = 'pgq.subscription'::regclass and a.attname = 'sub_last_tick' and a.attnotnull
    ) then
        alter table pgq.subscription alter column sub_last_tick drop not null;
        v_changes := v_changes + 1;
    end if;
    if not exists (
        select 1 from pg_catalog.pg_attribute a
        where a.attrelid = 'pgq.queue'::regclass and a.attname = 'queue_per_tx_limit' and not a.attisdropped
    ) then
        alter table pgq.queue add column queue_per_tx_limit int4;
        v_changes := v_changes + 1;
    end if;
    if not exists (
        select 1 from pg_catalog.pg_attribute a
        where a.attrelid = 'pgq.queue'::regclass and a.attname = 'queue_extra_maint' and not a.attisdropped
    ) then
        alter table pgq.queue add column queue_extra_maint text[];
        v_changes := v_changes + 1;
    end if;
    if not exists (
        select 1 from pg_catalog.pg_attribute a
        where a.attrelid = 'pgq.queue'::regclass and a.attname = 'queue_ev_id_source' and not a.attisdropped
    ) then
        alter table pgq.queue add column queue_ev_id_source text not null default 'sequence';
        alter table pgq.queue add constraint queue_ev_id_source_check check (queue_ev_id_source in ('sequence', 'wal'));
        v_changes := v_changes + 1;
    end if;
    if not exists (
        select 1 from pg_catalog.pg_attribute a
        where a.attrelid = 'pgq.queue'::regclass and a.attname = 'queue_ev_id_offset' and not a.attisdropped
    ) then
        alter table pgq.queue add column queue_ev_id_offset int8 not null default 0;
        v_changes := v_changes + 1;
    end if;
    return v_changes;
end;
$$ language plpgsql;
