-- Below the root: stores what the root published about a sequence, and moves the local one there if it is replicated.
create or replace function londiste.global_update_seq(
    i_queue_name text, i_seq_name text, i_value int8, out ret_code int4, out ret_note text) as $$
declare
    v_sequence text := londiste.make_fqname(i_seq_name);
    v_type     text;
    v_local    bool;
begin
    select n.node_type into v_type from pgq_node.node_info n where n.queue_name = i_queue_name for update;
    if not found then
        select 404, 'Set not found: ' || coalesce(i_queue_name, 'NULL') into ret_code, ret_note;
        return;
    end if;
    if v_type = 'root' then
        select 402, 'Must not run on root node' into ret_code, ret_note;
        return;
    end if;
    select s.local into v_local
    from londiste.seq_info s
    where s.queue_name = i_queue_name and s.seq_name = v_sequence;
    if found then
        update londiste.seq_info
        set last_value = i_value
        where queue_name = i_queue_name and seq_name = v_sequence;
    else
        insert into londiste.seq_info (queue_name, seq_name, last_value) values (i_queue_name, v_sequence, i_value);
    end if;
    if v_local then
        perform pgq.seq_setval(v_sequence, i_value);
    end if;
    select 200, 'Sequence updated' into ret_code, ret_note;
end;
$$ language plpgsql;
