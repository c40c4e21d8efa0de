-- Makes a table read-only for everybody but the replication of this queue.
-- i_dest_table: schema.table, as it is, unquoted
create or replace function jlondiste.deny_table(i_queue_name text, i_dest_table text) returns void as $$
declare
    v_table text := londiste.quote_fqname(i_dest_table);
begin
    perform jlondiste.undeny_table(i_queue_name, i_dest_table);
    execute 'create trigger ' || quote_ident(jlondiste.trigger_name(i_queue_name, ''))
        || ' before insert or update or delete on ' || v_table
        || ' for each statement execute procedure jlondiste.deny_change(' || quote_literal(i_queue_name) || ')';
    execute 'create trigger ' || quote_ident(jlondiste.trigger_name(i_queue_name, '_truncate'))
        || ' before truncate on ' || v_table
        || ' for each statement execute procedure jlondiste.deny_change(' || quote_literal(i_queue_name) || ')';
end;
$$ language plpgsql;
