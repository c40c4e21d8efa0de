-- Refuses a trigger of pgq.logutriga, sqltriga or jsontriga that cannot work as it was made.
-- Returns whether the change itself is to be skipped.
create or replace function jlondiste.check_event_trigger(
    i_args text[], i_when text, i_level text, i_op text, i_table oid, i_schema text, i_name text)
returns bool as $$
declare
    v_args record;
begin
    if coalesce(array_upper(i_args, 1), 0) = 0 then
        raise exception 'pgq trigger must have destination queue as argument';
    end if;
    if i_op = 'TRUNCATE' and i_level <> 'STATEMENT' then
        raise exception 'pgq tRuncate trigger must be fired FOR EACH STATEMENT';
    elsif i_op <> 'TRUNCATE' and i_level <> 'ROW' then
        raise exception 'pgq Ins/Upd/Del trigger must be fired FOR EACH ROW';
    end if;
    select f.* into v_args from jlondiste.event_trigger_args(i_args[2:array_upper(i_args, 1)]) f;
    if v_args.deny then
        raise exception 'Table ''%.%'' to queue ''%'': change not allowed (%)', i_schema, i_name, i_args[1], i_op;
    end if;
    if v_args.skip and i_when = 'AFTER' then
        raise exception 'SKIP does not work in AFTER trigger.';
    end if;
    if i_op = 'TRUNCATE'
        and (v_args.backup or v_args.keys is not null or v_args.ignored <> array[]::text[])
    then
        raise exception 'bad param to pgq trigger: neither ignore=, pkey= nor backup can be used with TRUNCATE';
    end if;
    -- servers before 9.2 let anybody make a trigger of any function: there, at least the table's owner has to be one who
    -- may, before SQL out of the trigger's arguments is run
    if v_args.expressions <> array[]::text[] and current_setting('server_version_num')::int4 < 90200
        and not exists (
            select 1 from pg_catalog.pg_class c
            where c.oid = i_table and has_function_privilege(c.relowner, 'pgq.logutriga()', 'execute'))
    then
        raise exception 'the owner of table %.% has no right to make triggers with expressions', i_schema, i_name
            using hint = 'Grant the owner execute on function pgq.logutriga().';
    end if;
    return v_args.skip;
end;
$$ language plpgsql;
