-- What periodic maintenance has to do now, in order: functions to call (again while they return more than 0), or
-- 'vacuum' of a table.
-- func_arg: the function's only argument, or NULL
create or replace function pgq.maint_operations(out func_name text, out func_arg text) returns setof record as $$
declare
    v_queue  record;
    v_switch bool := false;
begin
    func_name := 'pgq.maint_rotate_tables_step1';
    for func_arg in
        select q.queue_name
        from pgq.queue q
        where q.queue_switch_step2 is not null
            and q.queue_switch_time + q.queue_rotation_period < current_timestamp
        order by q.queue_name
    loop
        v_switch := true;
        return next;
    end loop;
    if v_switch or exists (select 1 from pgq.queue q where q.queue_switch_step2 is null) then
        func_name := 'pgq.maint_rotate_tables_step2';
        func_arg := null;
        return next;
    end if;

    for func_name, func_arg in
        select e.func, e.queue
        from (select unnest(q.queue_extra_maint) as func, q.queue_name as queue
              from pgq.queue q
              order by q.queue_name) e
    loop
        return next;
    end loop;

    func_name := 'vacuum';
    for func_arg in select v.name from pgq.maint_tables_to_vacuum() as v (name) loop
        return next;
    end loop;

    if jlondiste.function_exists('pgq_node', 'maint_watermark', 1) then
        func_name := 'pgq_node.maint_watermark';
        for func_arg in
            select n.queue_name from pgq_node.node_info n where n.node_type = 'root' order by n.queue_name
        loop
            return next;
        end loop;
    end if;
    if jlondiste.function_exists('londiste', 'root_check_seqs', 1) then
        func_name := 'londiste.root_check_seqs';
        for func_arg in
            select n.queue_name
            from pgq_node.node_info n
            where n.node_type = 'root'
                and exists (select 1 from londiste.seq_info s where s.queue_name = n.queue_name and s.local)
            order by n.queue_name
        loop
            return next;
        end loop;
    end if;
    if jlondiste.function_exists('londiste', 'periodic_maintenance', 0) then
        func_name := 'londiste.periodic_maintenance';
        func_arg := null;
        return next;
    end if;
end;
$$ language plpgsql;
