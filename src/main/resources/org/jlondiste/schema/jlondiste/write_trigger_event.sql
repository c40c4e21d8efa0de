-- Writes the event of one change for pgq.logutriga, sqltriga and jsontriga.
-- i_format: url, sql or json; i_args: the trigger's arguments, the queue first
-- i_row, i_old, i_expressions: what event_trigger_query gave; NULL at TRUNCATE
create or replace function jlondiste.write_trigger_event(
    i_format text, i_table oid, i_schema text, i_name text, i_op text, i_args text[],
    i_row text[], i_old text[], i_expressions text[])
returns void as $$
declare
    v_args     record;
    v_columns  record;
    v_keys     text[];
    v_names    text[] := array[]::text[];
    v_types    oid[] := array[]::oid[];
    v_new      text[] := array[]::text[];
    v_before   text[] := array[]::text[];
    v_column   text;
    v_magic    text[] := array[]::text[];
    v_ignored  bool := false;
    v_changed  bool := false;
    v_type     text;
    v_data     text := '';
    v_extra    text[] := array[i_schema || '.' || i_name, null, null, null];
    v_value    text;
begin
    select f.* into v_args from jlondiste.event_trigger_args(i_args[2:array_upper(i_args, 1)]) f;
    v_keys := v_args.keys;
    if v_keys is null then
        v_keys := array(
            select a.attname::text
            from pg_catalog.pg_index i
            join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
            where i.indrelid = i_table and i.indisprimary
            order by a.attnum);
    end if;
    if i_op = 'TRUNCATE' then
        v_type := jlondiste.event_trigger_type(i_format, i_op, i_schema, i_name, v_keys);
        v_data := case when i_format = 'json' then '{}' else '' end;
    else
        select f.* into v_columns from jlondiste.row_columns(i_table) f;
        if i_op <> 'INSERT' and v_keys = array[]::text[] then
            raise exception 'Update/Delete on table without pkey';
        end if;

        for v_number in 1 .. coalesce(array_upper(v_columns.names, 1), 0) loop
            v_column := v_columns.names[v_number];
            if substr(v_column, 1, 7) = '_pgq_ev' then
                if v_column not in ('_pgq_ev_type', '_pgq_ev_data', '_pgq_ev_extra1', '_pgq_ev_extra2',
                    '_pgq_ev_extra3', '_pgq_ev_extra4')
                then
                    raise exception 'Unknown magic column: %', v_column;
                end if;
                -- PgQ's sqltriga takes a change of such a column alone for none
                v_ignored := v_ignored or (i_format = 'sql' and i_row[v_number] is distinct from i_old[v_number]);
                v_magic := v_magic || v_column || coalesce(i_row[v_number], '') || (i_row[v_number] is null)::text;
            elsif v_column = any (v_args.ignored) then
                v_ignored := v_ignored or i_row[v_number] is distinct from i_old[v_number];
            else
                if i_op = 'UPDATE' and i_row[v_number] is distinct from i_old[v_number] then
                    if v_column = any (v_keys) then
                        raise exception 'primary key update not allowed';
                    end if;
                    v_changed := true;
                end if;
                v_names := v_names || v_column;
                v_types := v_types || v_columns.types[v_number];
                v_new := v_new || i_row[v_number];
                v_before := v_before || i_old[v_number];
            end if;
        end loop;
        if i_op = 'UPDATE' and v_ignored and not v_changed then
            return;
        end if;

        v_type := jlondiste.event_trigger_type(i_format, i_op, i_schema, i_name, v_keys);
        v_data := jlondiste.event_trigger_data(i_format, i_op, v_names, v_types, v_new, v_before, v_keys);
        if v_args.backup and i_op = 'UPDATE' then
            v_extra[2] := jlondiste.event_trigger_data(
                case when i_format = 'json' then 'json' else 'url' end,
                i_op, v_names, v_types, v_before, v_before, v_keys);
        end if;
        for v_number in 0 .. coalesce(array_upper(v_magic, 1), 0) / 3 - 1 loop
            v_column := substr(v_magic[v_number * 3 + 1], 6);
            v_value := case when v_magic[v_number * 3 + 3] = 'false' then v_magic[v_number * 3 + 2] end;
            if v_column = 'ev_type' then
                v_type := v_value;
            elsif v_column = 'ev_data' then
                v_data := v_value;
            else
                v_extra[substr(v_column, 9)::int4] := v_value;
            end if;
        end loop;
    end if;

    for v_number in 1 .. coalesce(array_upper(v_args.fields, 1), 0) loop
        v_column := v_args.fields[v_number];
        v_value := i_expressions[v_number];
        if v_column = 'when' then
            if v_value is null then
                raise exception 'when= should not be NULL';
            elsif v_value = 'false' then
                return;
            end if;
        elsif v_column = 'ev_type' then
            v_type := v_value;
        elsif v_column = 'ev_data' then
            v_data := v_value;
        else
            v_extra[substr(v_column, 9)::int4] := v_value;
        end if;
    end loop;
    perform pgq.insert_event(i_args[1], v_type, v_data, v_extra[1], v_extra[2], v_extra[3], v_extra[4]);
end;
$$ language plpgsql;
