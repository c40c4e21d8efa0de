-- Takes every trigger of this queue off the local table that stands for a table of the set.
create or replace function londiste.drop_table_triggers(i_queue_name text, i_table_name text) returns void as $$
declare
    v_table text := i_table_name;
begin
    select coalesce(t.dest_table, t.table_name) into v_table
    from londiste.table_info t
    where t.queue_name = i_queue_name and t.table_name = i_table_name;
    perform jlondiste.drop_queue_triggers(i_queue_name, coalesce(v_table, i_table_name));
end;
$$ language plpgsql strict;
