-- Puts the triggers of a queue on a table, in place of those it had for that queue.
-- On a leaf they refuse changes. Elsewhere they capture them: in our own format, or, if trigger flags or arguments are
-- given, in the formats of pgq.logutriga, sqltriga and jsontriga.
-- i_trg_args: tgflags=LETTERS (B/A before/after, I U D events, L Q J url-encoded/SQL/JSON, S skip the change itself),
--   no_triggers, and arguments for the trigger function
-- i_dest_table: the local table, when it has another name than in the set
create or replace function londiste.create_trigger(
    i_queue_name text, i_table_name text, i_trg_args text[], i_dest_table text, i_node_type text,
    out ret_code int4, out ret_note text, out trigger_name text) as $$
declare
    v_options  record;
    v_dest     text := londiste.make_fqname(coalesce(i_dest_table, i_table_name));
    v_oid      oid;
    v_args     text[];
    v_letter   text;
    v_function text := 'logutriga';
    v_time     text := '';
    v_events   text[] := array[]::text[];
    v_skip     bool := false;
    v_skipping text[];
    v_sql      text;
begin
    select f.* into v_options from jlondiste.read_trigger_args(i_trg_args) f;
    if v_options.no_triggers then
        select 201, 'Trigger not created' into ret_code, ret_note;
        return;
    end if;
    v_oid := londiste.find_table_oid(v_dest);
    if v_oid is null then
        select 404, 'Table does not exist: ' || v_dest into ret_code, ret_note;
        return;
    end if;
    perform jlondiste.drop_queue_triggers(i_queue_name, v_dest);
    trigger_name := jlondiste.trigger_name(i_queue_name, '');

    if i_node_type = 'leaf' then
        perform jlondiste.deny_table(i_queue_name, v_dest);
        select 200, 'OK' into ret_code, ret_note;
        return;
    end if;
    if v_options.flags = '' and v_options.arguments = array[]::text[]
        and jlondiste.function_exists('jlondiste', 'capture_table', 3)
    then
        execute 'select jlondiste.capture_table($1, $2, $3)'
        using i_queue_name, londiste.make_fqname(i_table_name), v_dest;
        select 200, 'OK' into ret_code, ret_note;
        return;
    end if;

    for v_number in 1 .. length(v_options.flags) loop
        v_letter := substr(v_options.flags, v_number, 1);
        if v_letter = 'B' then
            v_time := 'before';
        elsif v_letter = 'A' then
            v_time := 'after';
        elsif v_letter = 'Q' then
            v_function := 'sqltriga';
        elsif v_letter = 'L' then
            v_function := 'logutriga';
        elsif v_letter = 'J' then
            v_function := 'jsontriga';
        elsif v_letter = 'S' then
            v_skip := true;
        elsif v_letter not in ('I', 'U', 'D') then
            select 405, 'Unknown trigger flag: ' || v_letter into ret_code, ret_note;
            return;
        end if;
    end loop;
    if strpos(v_options.flags, 'I') > 0 then
        v_events := v_events || 'insert'::text;
    end if;
    if strpos(v_options.flags, 'U') > 0 then
        v_events := v_events || 'update'::text;
    end if;
    if strpos(v_options.flags, 'D') > 0 then
        v_events := v_events || 'delete'::text;
    end if;
    if v_events = array[]::text[] then
        v_events := array['insert', 'update', 'delete'];
    end if;
    if v_time = '' then
        v_time := case when v_skip then 'before' else 'after' end;
    end if;

    -- a partition's trigger must log the table of the set, and so must that of a table with another name here
    v_args := array[i_queue_name] || v_options.arguments;
    if (v_dest <> londiste.make_fqname(i_table_name)
            or exists (select 1 from pg_catalog.pg_class c where c.oid = v_oid and c.relkind = 'p'))
        and not exists (select 1 from unnest(v_args) as a (arg) where substr(a.arg, 1, 10) = 'ev_extra1=')
    then
        v_args := v_args || ('ev_extra1=' || quote_literal(londiste.make_fqname(i_table_name)));
    end if;

    -- of several triggers that skip the change, only the one that fires last may do so
    v_skipping := array(
        select t.tgname::text
        from pg_catalog.pg_trigger t
        where t.tgrelid = v_oid and londiste.is_replica_func(t.tgfoid) and t.tgtype & 2 = 2
            and position(decode('00534b495000', 'hex') in t.tgargs) > 0
        order by t.tgname);
    if v_time = 'after' and v_skipping <> array[]::text[] then
        select 403, 'AFTER trigger cannot work with SKIP trigger(s)' into ret_code, ret_note;
        return;
    end if;
    if v_skip then
        if array_upper(v_skipping, 1) > 1 then
            select 405, 'Multiple SKIP triggers' into ret_code, ret_note;
            return;
        elsif array_upper(v_skipping, 1) = 1 then
            if substr(v_skipping[1], 1, 4) <> 'zzz_' then
                execute 'alter trigger ' || quote_ident(v_skipping[1]) || ' on ' || londiste.quote_fqname(v_dest)
                    || ' rename to ' || quote_ident('zzz_' || v_skipping[1]);
            end if;
        else
            trigger_name := 'zzz_' || trigger_name;
            v_args := v_args || 'SKIP'::text;
        end if;
    end if;

    v_sql := array_to_string(array(select quote_literal(a.arg) from unnest(v_args) as a (arg)), ', ');
    execute 'create trigger ' || quote_ident(trigger_name) || ' ' || v_time || ' '
        || array_to_string(v_events, ' or ') || ' on ' || londiste.quote_fqname(v_dest)
        || ' for each row execute procedure pgq.' || v_function || '(' || v_sql || ')';

    v_sql := quote_literal(i_queue_name);
    if v_dest <> londiste.make_fqname(i_table_name) then
        v_sql := v_sql || ', ' || quote_literal('ev_extra1=' || quote_literal(londiste.make_fqname(i_table_name)));
    end if;
    execute 'create trigger ' || quote_ident(jlondiste.trigger_name(i_queue_name, '_truncate'))
        || ' after truncate on ' || londiste.quote_fqname(v_dest)
        || ' for each statement execute procedure pgq.sqltriga(' || v_sql || ')';
    select 200, 'OK' into ret_code, ret_note;
end;
$$ language plpgsql;
