-- Reads the arguments of pgq.logutriga, sqltriga and jsontriga that follow the queue's name.
-- ignored, keys: raw column names (keys NULL: those of the primary key)
-- fields, expressions: event fields (ev_type, ..., or when) and the SQL expression that gives each of them
create or replace function jlondiste.event_trigger_args(
    i_args text[], out skip bool, out backup bool, out deny bool, out ignored text[], out keys text[],
    out fields text[], out expressions text[]) as $$
declare
    v_arg  text;
    v_name text;
begin
    skip := false;
    backup := false;
    deny := false;
    ignored := array[]::text[];
    fields := array[]::text[];
    expressions := array[]::text[];
    for v_number in 1 .. coalesce(array_upper(i_args, 1), 0) loop
        v_arg := i_args[v_number];
        v_name := split_part(v_arg, '=', 1);
        if v_arg in ('SKIP', 'skip') then
            skip := true;
        elsif v_arg = 'backup' then
            backup := true;
        elsif v_arg = 'deny' then
            deny := true;
        elsif strpos(v_arg, '=') = 0 then
            raise exception 'bad param to pgq trigger: %', v_arg;
        elsif v_name = 'ignore' then
            ignored := string_to_array(substr(v_arg, 8), ',');
        elsif v_name = 'pkey' then
            keys := string_to_array(substr(v_arg, 6), ',');
        elsif v_name in ('ev_type', 'ev_data', 'ev_extra1', 'ev_extra2', 'ev_extra3', 'ev_extra4', 'when') then
            fields := fields || v_name;
            expressions := expressions || substr(v_arg, length(v_name) + 2);
        else
            raise exception 'bad param to pgq trigger: %', v_arg;
        end if;
    end loop;
end;
$$ language plpgsql immutable;
