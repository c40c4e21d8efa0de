-- Brings tables made by an earlier version up to date; returns the number of changes.
create or replace function pgq.upgrade_schema() returns int4 as $$
declare
    v_changes int4 := 0;
    v_queue   record;
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
    for v_queue in
        select q.queue_data_pfx || '_table_seq' as sequence, q.queue_cur_table as current
        from pgq.queue q
        where not exists (
            select 1
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where n.nspname || '.' || c.relname = q.queue_data_pfx || '_table_seq')
    loop
        execute 'create sequence ' || pgq.quote_fqname(v_queue.sequence) || ' minvalue 0 start '
            || v_queue.current::text;
        v_changes := v_changes + 1;
    end loop;
    return v_changes;
end;
$$ language plpgsql;
