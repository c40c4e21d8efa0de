-- The query that a row trigger asks about its row: $1 the new row (the old one at a DELETE), $2 the old one.
-- Gives three text arrays: the row's values, the old row's values, the values of the arguments that are expressions.
create or replace function jlondiste.event_trigger_query(i_table oid, i_args text[]) returns text as $$
declare
    v_columns record;
    v_args    record;
    v_list    text;
    v_exprs   text := '';
begin
    select f.* into v_columns from jlondiste.row_columns(i_table) f;
    select f.* into v_args from jlondiste.event_trigger_args(i_args) f;
    v_list := 'array[' || array_to_string(v_columns.texts, ', ') || ']::text[]';
    for v_number in 1 .. coalesce(array_upper(v_args.expressions, 1), 0) loop
        v_exprs := v_exprs || case when v_number = 1 then '' else ', ' end
            || case when v_args.fields[v_number] = 'when'
                then 'case when (' || v_args.expressions[v_number] || ') then ''true'' when not ('
                    || v_args.expressions[v_number] || ') then ''false'' end'
                else '(' || v_args.expressions[v_number] || ')::text' end;
    end loop;
    return 'select ' || v_list || ' as row_texts, ' || replace(v_list, '(($1).', '(($2).') || ' as old_texts, '
        || case when v_exprs = '' then 'array[]::text[]'
            else '(select array[' || v_exprs || ']::text[] from (select ($1).*) changed)' end
        || ' as expression_texts';
end;
$$ language plpgsql stable;
