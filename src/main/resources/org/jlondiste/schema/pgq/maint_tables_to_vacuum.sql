-- Small busy tables that somebody has to vacuum where autovacuum does not run.
create or replace function pgq.maint_tables_to_vacuum() returns setof text as $$
begin
    if current_setting('autovacuum') = 'on' then
        return;
    end if;
    return query
        select w.name
        from (values (1, 'pgq.subscription'), (2, 'pgq.consumer'), (3, 'pgq.queue'), (4, 'pgq.tick'),
                     (5, 'pgq.retry_queue'), (6, 'pgq_ext.completed_tick'), (7, 'pgq_ext.completed_batch'),
                     (8, 'pgq_ext.completed_event'), (9, 'pgq_ext.partial_batch'), (10, 'pgq_node.local_state'),
                     (11, 'londiste.seq_info'), (12, 'londiste.completed'), (13, 'txid.epoch')) as w (nr, name)
        where exists (
            select 1
            from pg_catalog.pg_class c
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where n.nspname || '.' || c.relname = w.name)
        order by w.nr;
end;
$$ language plpgsql;
