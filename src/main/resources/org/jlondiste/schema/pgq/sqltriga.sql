-- Trigger: writes each change of a row to a queue as partial SQL; a TRUNCATE as event R.
-- Arguments: the queue's name, then any of SKIP, ignore=columns, pkey=columns, backup, deny, when=EXPRESSION,
--   ev_type=, ev_data=, ev_extra1= to ev_extra4=EXPRESSION. Expressions are SQL over the row's columns and run with the
--   rights of this function's owner: let nobody make such triggers whom you would not trust with that.
create or replace function pgq.sqltriga() returns trigger as $$
declare
    v_args text[] := array[]::text[];
    v_skip bool;
    v_read record;
begin
    if current_setting('session_replication_role') <> 'local' then
        for v_number in 0 .. tg_nargs - 1 loop
            v_args := v_args || tg_argv[v_number];
        end loop;
        v_skip := jlondiste.check_event_trigger(v_args, tg_when, tg_level, tg_op, tg_relid, tg_table_schema, tg_table_name);
        if tg_op = 'TRUNCATE' then
            execute jlondiste.truncate_trigger_query(v_args) into v_read;
        elsif tg_op = 'INSERT' then
            execute jlondiste.event_trigger_query(tg_relid, v_args[2:tg_nargs]) into v_read using new, new;
        elsif tg_op = 'UPDATE' then
            execute jlondiste.event_trigger_query(tg_relid, v_args[2:tg_nargs]) into v_read using new, old;
        else
            execute jlondiste.event_trigger_query(tg_relid, v_args[2:tg_nargs]) into v_read using old, old;
        end if;
        perform jlondiste.write_trigger_event('sql', tg_relid, tg_table_schema, tg_table_name, tg_op, v_args,
            v_read.row_texts, v_read.old_texts, v_read.expression_texts);
        if v_skip then
            return null;
        end if;
    end if;
    if tg_op = 'TRUNCATE' then
        return null;
    elsif tg_op = 'DELETE' then
        return old;
    end if;
    return new;
end;
$$ language plpgsql security definer
set search_path = pg_catalog, pg_temp
set datestyle = 'ISO, YMD'
set intervalstyle = 'postgres'
set timezone = 'UTC'
set lc_monetary = 'C';
