-- Replicates a table of the set on this node: registers it, and puts its triggers on.
-- i_trg_args: no_triggers, skip_truncate, expect_sync, merge_all, no_merge, skip, virtual_table, tgflags=LETTERS;
--   anything else goes to the trigger function
-- i_table_attrs: url-encoded attributes, as handler=...
-- i_dest_table: the local table, when it has another name than in the set
create or replace function londiste.local_add_table(
    i_queue_name text, i_table_name text, i_trg_args text[], i_table_attrs text, i_dest_table text,
    out ret_code int4, out ret_note text) as $$
declare
    v_table   text := londiste.make_fqname(i_table_name);
    v_dest    text := londiste.make_fqname(coalesce(i_dest_table, i_table_name));
    v_desc    text := londiste.make_fqname(i_table_name);
    v_options record;
    v_attrs   text := i_table_attrs;
    v_keyless bool := false;
    v_node    record;
    v_old     record;
    v_state   text;
    v_sibling record;
    v_result  record;
    v_earlier text;
begin
    if v_dest <> v_table then
        v_desc := v_table || '(' || v_dest || ')';
    end if;
    select f.* into v_options from jlondiste.read_trigger_args(i_trg_args) f;
    if v_options.skip_truncate then
        v_attrs := case when coalesce(v_attrs, '') = '' then '' else v_attrs || '&' end || 'skip_truncate=1';
    end if;
    if v_options.merge_all and v_options.no_merge then
        select 405, 'Cannot use merge-all and no-merge together' into ret_code, ret_note;
        return;
    end if;

    select n.node_type, n.combined_queue, k.node_type as combined_type into v_node
    from pgq_node.node_info n
    left join pgq_node.node_info k on k.queue_name = n.combined_queue
    where n.queue_name = i_queue_name;
    if not v_options.virtual_table then
        if londiste.find_table_oid(v_dest) is null then
            select 404, 'Table does not exist: ' || v_desc into ret_code, ret_note;
            return;
        end if;
        v_keyless := coalesce(londiste.find_column_types(v_dest) not like '%k%', false);
        if v_keyless and coalesce(v_node.node_type <> 'leaf', false) and not v_options.no_triggers
            and (v_options.flags <> '' or v_options.arguments <> array[]::text[])
            and not exists (select 1 from unnest(v_options.arguments) as a (arg) where a.arg like 'pkey=%')
        then
            select 400, 'Primary key missing on table: ' || v_desc into ret_code, ret_note;
            return;
        end if;
    end if;
    if v_node.node_type is null then
        select 400, 'No such set: ' || coalesce(i_queue_name, 'NULL') into ret_code, ret_note;
        return;
    end if;

    select t.local, t.table_attrs into v_old
    from londiste.table_info t
    where t.queue_name = i_queue_name and t.table_name = v_table
    for update;
    if not found then
        if v_node.node_type <> 'root' then
            select 404, 'Table not available on queue: ' || v_desc into ret_code, ret_note;
            return;
        end if;
        select g.ret_code, g.ret_note into ret_code, ret_note from londiste.global_add_table(i_queue_name, v_table) g;
        if ret_code >= 300 then
            return;
        end if;
    elsif v_old.local then
        if coalesce(v_attrs, v_old.table_attrs, '') = coalesce(v_old.table_attrs, '') then
            select 200, 'Table already added: ' || v_desc into ret_code, ret_note;
        else
            select 410, 'Table ' || v_desc || ' already added, but with different args: '
                || coalesce(v_old.table_attrs, '')
            into ret_code, ret_note;
        end if;
        return;
    end if;

    perform 1 from londiste.table_info t
    where t.queue_name = i_queue_name and t.table_name <> v_table and t.local
        and coalesce(t.dest_table, t.table_name) = v_dest;
    if found then
        select 405, 'Local table ' || v_dest || ' already stands for another table of the set' into ret_code, ret_note;
        return;
    end if;

    if v_node.node_type = 'root' then
        v_state := 'ok';
        perform londiste.root_notify_change(i_queue_name, 'londiste.add-table', v_table);
    elsif v_options.expect_sync or v_node.node_type = 'leaf' and v_node.combined_type = 'branch' then
        v_state := 'ok';
    end if;

    if v_node.node_type = 'leaf' and not v_options.no_merge then
        for v_sibling in
            select t.queue_name as queue, t.table_name as member, t.local as present
            from londiste.table_info t
            join pgq_node.node_info n on n.queue_name = t.queue_name
            where t.queue_name <> i_queue_name
                and coalesce(t.dest_table, t.table_name) = v_dest
                and n.node_type = 'leaf'
                and n.combined_queue is not distinct from v_node.combined_queue
            order by t.queue_name
        loop
            if v_state is distinct from 'ok' then
                if v_sibling.present then
                    select 405, 'Found local table ' || v_desc || ' in queue ' || v_sibling.queue
                        || ', use remove-table first to remove all previous table subscriptions'
                    into ret_code, ret_note;
                    return;
                elsif not v_options.merge_all then
                    select 405, 'Found multiple sources for table ' || v_desc
                        || ', use merge-all or no-merge to continue'
                    into ret_code, ret_note;
                    return;
                end if;
            end if;
            if not v_sibling.present then
                update londiste.table_info
                set local = true, merge_state = v_state, table_attrs = coalesce(v_attrs, table_attrs),
                    dest_table = nullif(v_dest, table_name)
                where queue_name = v_sibling.queue and table_name = v_sibling.member;
                perform londiste.create_trigger(v_sibling.queue, v_sibling.member, i_trg_args, v_dest, 'leaf');
            end if;
        end loop;
    end if;

    update londiste.table_info
    set local = true, merge_state = v_state, table_attrs = coalesce(v_attrs, table_attrs),
        dest_table = nullif(v_dest, table_name)
    where queue_name = i_queue_name and table_name = v_table;
    if not found then
        raise exception 'lost table: %', v_desc;
    end if;

    if v_node.combined_type in ('root', 'branch') and not v_options.no_merge and not exists (
        select 1 from londiste.table_info t
        where t.queue_name = v_node.combined_queue and t.table_name = v_table and t.local
    ) then
        select f.ret_code, f.ret_note into ret_code, ret_note
        from londiste.local_add_table(v_node.combined_queue, v_table, i_trg_args, i_table_attrs, i_dest_table) f;
        if ret_code >= 300 then
            return;
        end if;
    end if;

    select f.ret_code as code, f.ret_note as note, f.trigger_name as trigger into v_result
    from londiste.create_trigger(i_queue_name, v_table, i_trg_args, v_dest, v_node.node_type) f;
    if v_result.code > 299 then
        select v_result.code, 'Trigger creation failed for table ' || v_desc || ': ' || v_result.note
        into ret_code, ret_note;
        return;
    elsif v_result.code = 201 then
        select 200, 'Table added with no triggers: ' || v_desc into ret_code, ret_note;
        return;
    end if;

    -- a trigger that fires before ours and changes the table again gets its event logged first
    select min(t.tgname::text) into v_earlier
    from pg_catalog.pg_trigger t
    where t.tgrelid = londiste.find_table_oid(v_dest)
        and t.tgtype & 3 = 1 and t.tgfoid >= 16384
        and not londiste.is_replica_func(t.tgfoid)
        and t.tgname < v_result.trigger::name
        and exists (
            select 1 from pg_catalog.pg_trigger r
            where r.tgrelid = t.tgrelid and r.tgname = v_result.trigger::name
                and londiste.is_replica_func(r.tgfoid) and r.tgtype & 3 = 1);
    if v_earlier is not null then
        select 301, 'Table added: ' || v_desc || ', but londiste trigger is not first: ' || v_earlier
        into ret_code, ret_note;
    elsif v_keyless then
        select 200, 'Table added: ' || v_desc || ' (no primary key: rows are found by a unique key or as a whole)'
        into ret_code, ret_note;
    else
        select 200, 'Table added: ' || v_desc into ret_code, ret_note;
    end if;
end;
$$ language plpgsql;

create or replace function londiste.local_add_table(
    i_queue_name text, i_table_name text, i_trg_args text[], i_table_attrs text,
    out ret_code int4, out ret_note text) as $$
begin
    select f.ret_code, f.ret_note into ret_code, ret_note
    from londiste.local_add_table(i_queue_name, i_table_name, i_trg_args, i_table_attrs, null) f;
end;
$$ language plpgsql;

create or replace function londiste.local_add_table(
    i_queue_name text, i_table_name text, i_trg_args text[], out ret_code int4, out ret_note text) as $$
begin
    select f.ret_code, f.ret_note into ret_code, ret_note
    from londiste.local_add_table(i_queue_name, i_table_name, i_trg_args, null, null) f;
end;
$$ language plpgsql;

create or replace function londiste.local_add_table(
    i_queue_name text, i_table_name text, out ret_code int4, out ret_note text) as $$
begin
    select f.ret_code, f.ret_note into ret_code, ret_note
    from londiste.local_add_table(i_queue_name, i_table_name, null, null, null) f;
end;
$$ language plpgsql strict;
