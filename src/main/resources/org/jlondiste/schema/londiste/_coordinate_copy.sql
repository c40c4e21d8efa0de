-- The part of one queue's copy among those of all queues that fill the same local table.
-- copy_role: lead (takes the structure off and copies first), wait-copy, wait-replay; NULL for no need to wait
-- copy_pos: how many copies of smaller queues are under way
create or replace function londiste._coordinate_copy(
    i_queue_name text, i_table_name text, out copy_role text, out copy_pos int4) as $$
declare
    v_own   record;
    v_lead  record;
    v_parts int4;
    v_done  int4;
begin
    copy_pos := 0;
    select coalesce(t.dest_table, t.table_name) as dest, t.merge_state as state, t.dropped_ddl as ddl,
        n.combined_queue as combined
    into v_own
    from londiste.table_info t
    join pgq_node.node_info n on n.queue_name = t.queue_name
    where t.queue_name = i_queue_name and t.table_name = i_table_name;
    if not found then
        return;
    end if;

    select sum(case when p.local then 1 else 0 end),
        sum(case when p.local and p.merge_state is not null and p.merge_state <> 'in-copy' then 1 else 0 end),
        sum(case when p.local and p.merge_state = 'in-copy' and p.queue_name < i_queue_name then 1 else 0 end)
    into v_parts, v_done, copy_pos
    from jlondiste.merge_parts(v_own.dest, v_own.combined) p;
    if coalesce(v_parts, 0) <= 1 then
        copy_pos := 0;
        return;
    end if;
    select p.queue_name as queue, p.dropped_ddl as ddl into v_lead
    from jlondiste.merge_parts(v_own.dest, v_own.combined) p
    where p.local or p.dropped_ddl is not null
    order by p.dropped_ddl is null, p.queue_name
    limit 1;

    if v_lead.queue = i_queue_name then
        if v_own.state = 'in-copy' then
            if v_own.ddl is null and v_done > 0 then
                copy_role := 'wait-replay';
            elsif v_done < v_parts then
                copy_role := 'lead';
                copy_pos := 0;
            end if;
        elsif v_own.state = 'catching-up' and v_own.ddl is not null and v_done < v_parts then
            copy_role := 'wait-replay';
        end if;
    elsif v_own.state = 'in-copy' then
        copy_role := case when v_lead.ddl is not null or v_done > 0 then 'wait-replay' else 'wait-copy' end;
    elsif v_own.state = 'catching-up' and v_lead.ddl is not null then
        copy_role := 'wait-replay';
    end if;
end;
$$ language plpgsql stable strict;
