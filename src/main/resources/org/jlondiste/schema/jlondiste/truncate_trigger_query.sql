-- The query that a TRUNCATE trigger asks: values of the arguments that are expressions, which can name no columns.
create or replace function jlondiste.truncate_trigger_query(i_args text[]) returns text as $$
declare
    v_args  record;
    v_exprs text[] := array[]::text[];
begin
    select f.* into v_args from jlondiste.event_trigger_args(i_args[2:array_upper(i_args, 1)]) f;
    for v_number in 1 .. coalesce(array_upper(v_args.expressions, 1), 0) loop
        v_exprs := v_exprs || ('(' || v_args.expressions[v_number] || ')::text');
    end loop;
    return 'select null::text[] as row_texts, null::text[] as old_texts, array['
        || array_to_string(v_exprs, ', ') || ']::text[] as expression_texts';
end;
$$ language plpgsql immutable;
