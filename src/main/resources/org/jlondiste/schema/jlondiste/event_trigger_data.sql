-- The ev_data of a row event in PgQ's formats.
-- i_format: url, sql or json; i_names, i_types, i_row, i_old: the columns to write, and their texts
create or replace function jlondiste.event_trigger_data(
    i_format text, i_op text, i_names text[], i_types oid[], i_row text[], i_old text[], i_keys text[])
returns text as $$
declare
    v_count int4 := coalesce(array_upper(i_names, 1), 0);
    v_name  text;
    v_parts text[] := array[]::text[];
    v_more  text[] := array[]::text[];
begin
    if i_format = 'url' then
        for v_number in 1 .. v_count loop
            v_parts := v_parts
                || (jlondiste.urlencode(i_names[v_number]) || coalesce('=' || jlondiste.urlencode(i_row[v_number]), ''));
        end loop;
        return array_to_string(v_parts, '&');
    elsif i_format = 'json' then
        for v_number in 1 .. v_count loop
            v_parts := v_parts || (jlondiste.json_string(i_names[v_number]) || ':'
                || jlondiste.json_value(i_types[v_number], i_row[v_number]));
        end loop;
        return '{' || array_to_string(v_parts, ',') || '}';
    end if;

    if i_op = 'INSERT' then
        for v_number in 1 .. v_count loop
            v_parts := v_parts || quote_ident(i_names[v_number]);
            v_more := v_more || coalesce(quote_literal(i_row[v_number]), 'null');
        end loop;
        return '(' || array_to_string(v_parts, ',') || ') values (' || array_to_string(v_more, ',') || ')';
    end if;
    for v_number in 1 .. v_count loop
        v_name := quote_ident(i_names[v_number]);
        if i_names[v_number] = any (i_keys) then
            v_more := v_more || (v_name || '=' || quote_literal(i_old[v_number]));
        elsif i_op = 'UPDATE' and i_row[v_number] is distinct from i_old[v_number] then
            v_parts := v_parts || (v_name || '=' || coalesce(quote_literal(i_row[v_number]), 'NULL'));
        end if;
    end loop;
    if i_op = 'DELETE' then
        return array_to_string(v_more, ' and ');
    end if;
    -- an UPDATE that changed nothing must still be a statement
    if v_parts = array[]::text[] then
        v_parts := v_more[1:1];
    end if;
    return array_to_string(v_parts, ',') || ' where ' || array_to_string(v_more, ' and ');
end;
$$ language plpgsql immutable;
