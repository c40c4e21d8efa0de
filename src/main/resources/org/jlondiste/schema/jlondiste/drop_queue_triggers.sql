-- Takes every trigger of this queue off a table: those that capture, in any format, and those that deny.
-- i_dest_table: schema.table, as it is, unquoted; nothing happens if there is no such table
create or replace function jlondiste.drop_queue_triggers(i_queue_name text, i_dest_table text) returns void as $$
declare
    v_table   oid := londiste.find_table_oid(i_dest_table);
    v_first   bytea := convert_to(i_queue_name, getdatabaseencoding()) || decode('00', 'hex');
    v_trigger text;
begin
    if v_table is null then
        return;
    end if;
    for v_trigger in
        select t.tgname::text
        from pg_catalog.pg_trigger t
        where t.tgrelid = v_table
            and londiste.is_replica_func(t.tgfoid)
            and substring(t.tgargs from 1 for octet_length(v_first)) = v_first
    loop
        execute 'drop trigger ' || quote_ident(v_trigger) || ' on ' || londiste.quote_fqname(i_dest_table);
    end loop;
    perform jlondiste.undeny_table(i_queue_name, i_dest_table);
    if jlondiste.function_exists('jlondiste', 'uncapture_table', 2) then
        execute 'select jlondiste.uncapture_table($1, $2)' using i_queue_name, i_dest_table;
    end if;
end;
$$ language plpgsql;
