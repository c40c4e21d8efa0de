-- Brings tables made by an earlier version up to date; returns the number of changes.
create or replace function pgq_node.upgrade_schema() returns int4 as $$
begin
    if exists (
        select 1 from pg_catalog.pg_attribute a
        where a.attrelid = 'pgq_node.node_info'::regclass and a.attname = 'node_attrs' and not a.attisdropped
    ) then
        return 0;
    end if;
    alter table pgq_node.node_info add column node_attrs text;
    return 1;
end;
$$ language plpgsql;
