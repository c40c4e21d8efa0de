-- Takes the triggers of deny_table off a table again.
-- i_dest_table: schema.table, as it is, unquoted
create or replace function jlondiste.undeny_table(i_queue_name text, i_dest_table text) returns void as $$
declare
    v_relation oid := londiste.find_table_oid(i_dest_table);
    v_trigger text;
begin
    for v_trigger in
        select t.tgname::text
        from pg_catalog.pg_trigger t
        join pg_catalog.pg_proc p on p.oid = t.tgfoid
        join pg_catalog.pg_namespace n on n.oid = p.pronamespace
        where t.tgrelid = v_relation
            and n.nspname = 'jlondiste' and p.proname = 'deny_change'
            and t.tgname in (jlondiste.trigger_name(i_queue_name, ''), jlondiste.trigger_name(i_queue_name, '_truncate'))
    loop
        execute 'drop trigger ' || quote_ident(v_trigger) || ' on ' || londiste.quote_fqname(i_dest_table);
    end loop;
end;
$$ language plpgsql;
