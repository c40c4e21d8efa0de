-- Notes that a script is about to be run on this node. 201 if it was applied before: by this queue under this name, or
-- by another queue with the same text (parts that are merged here all bring it).
-- i_expect_root: the script starts here, which must be the root
create or replace function londiste.execute_start(
    i_queue_name text, i_file_name text, i_sql text, i_expect_root bool, i_attrs text,
    out ret_code int4, out ret_note text) as $$
declare
    v_type text;
begin
    -- the row lock makes a second one wait for the first
    select n.node_type into v_type from pgq_node.node_info n where n.queue_name = i_queue_name for update;
    if not found then
        select 404, 'Set not found: ' || coalesce(i_queue_name, 'NULL') into ret_code, ret_note;
        return;
    end if;
    if i_expect_root and v_type <> 'root' then
        select 401, 'Node is not root node: ' || i_queue_name into ret_code, ret_note;
        return;
    end if;
    lock table londiste.applied_execute in share row exclusive mode;
    perform 1 from londiste.applied_execute e
    where e.execute_file = i_file_name and (e.queue_name = i_queue_name or e.execute_sql = i_sql);
    if found then
        select 201, 'EXECUTE: "' || i_file_name || '" already applied, skipping' into ret_code, ret_note;
        return;
    end if;
    insert into londiste.applied_execute (queue_name, execute_file, execute_sql, execute_attrs)
    values (i_queue_name, i_file_name, i_sql, i_attrs);
    select 200, 'Executing: ' || i_file_name into ret_code, ret_note;
end;
$$ language plpgsql;

create or replace function londiste.execute_start(
    i_queue_name text, i_file_name text, i_sql text, i_expect_root bool,
    out ret_code int4, out ret_note text) as $$
begin
    select f.ret_code, f.ret_note into ret_code, ret_note
    from londiste.execute_start(i_queue_name, i_file_name, i_sql, i_expect_root, null) f;
end;
$$ language plpgsql;
