-- Replicates a sequence on this node; on the root, adds it to the set.
create or replace function londiste.local_add_seq(
    i_queue_name text, i_seq_name text, out ret_code int4, out ret_note text) as $$
declare
    v_sequence text := londiste.make_fqname(i_seq_name);
    v_root     bool;
    v_info     record;
    v_value    int8;
begin
    if londiste.find_seq_oid(v_sequence) is null then
        select 400, 'Sequence not found: ' || coalesce(v_sequence, 'NULL') into ret_code, ret_note;
        return;
    end if;
    v_root := pgq_node.is_root_node(i_queue_name);
    select s.local, s.last_value into v_info
    from londiste.seq_info s
    where s.queue_name = i_queue_name and s.seq_name = v_sequence
    for update;
    if found and v_info.local then
        select 201, 'Sequence already added: ' || v_sequence into ret_code, ret_note;
        return;
    end if;

    if v_root then
        select m.ahead into v_value
        from jlondiste.sequence_margin(pgq.quote_fqname(v_sequence)::regclass, 30000, 0) m;
        delete from londiste.seq_info where queue_name = i_queue_name and seq_name = v_sequence;
        insert into londiste.seq_info (queue_name, seq_name, local, last_value)
        values (i_queue_name, v_sequence, true, v_value);
        perform pgq.insert_event(i_queue_name, 'londiste.update-seq', v_value::text, v_sequence, null, null, null);
    elsif v_info.last_value is null then
        select 404, 'Unknown sequence: ' || v_sequence into ret_code, ret_note;
        return;
    else
        update londiste.seq_info set local = true where queue_name = i_queue_name and seq_name = v_sequence;
        perform pgq.seq_setval(v_sequence, v_info.last_value);
    end if;
    select 200, 'Sequence added: ' || v_sequence into ret_code, ret_note;
end;
$$ language plpgsql;
