-- On the root: publishes the position of every sequence that has used up most of what was published before.
-- i_buffer: publish when fewer values than this are left, and then three times as many ahead
create or replace function londiste.root_check_seqs(
    i_queue_name text, i_buffer int8, out ret_code int4, out ret_note text) as $$
declare
    v_buffer   int8 := case when i_buffer >= 10 then i_buffer else 10000 end;
    v_type     text;
    v_sequence record;
    v_margin   record;
begin
    select n.node_type into v_type from pgq_node.node_info n where n.queue_name = i_queue_name;
    if not found then
        select 404, 'Queue not found: ' || coalesce(i_queue_name, 'NULL') into ret_code, ret_note;
        return;
    end if;
    if v_type <> 'root' then
        select 402, 'Not a root node' into ret_code, ret_note;
        return;
    end if;
    for v_sequence in
        select s.seq_name as member, s.last_value as published
        from londiste.seq_info s
        where s.queue_name = i_queue_name and s.local
        order by s.nr
    loop
        if londiste.find_seq_oid(v_sequence.member) is null then
            raise warning 'sequence % is in set % but does not exist', v_sequence.member, i_queue_name;
            continue;
        end if;
        select m.ahead, m.distance into v_margin
        from jlondiste.sequence_margin(
            pgq.quote_fqname(v_sequence.member)::regclass, v_buffer * 3, v_sequence.published) m;
        if v_margin.distance <= v_buffer and v_margin.ahead <> v_sequence.published then
            update londiste.seq_info
            set last_value = v_margin.ahead
            where queue_name = i_queue_name and seq_name = v_sequence.member;
            perform pgq.insert_event(i_queue_name, 'londiste.update-seq', v_margin.ahead::text,
                v_sequence.member, null, null, null);
        end if;
    end loop;
    select 100, 'Sequences updated' into ret_code, ret_note;
end;
$$ language plpgsql;

create or replace function londiste.root_check_seqs(
    i_queue_name text, out ret_code int4, out ret_note text) as $$
begin
    select f.ret_code, f.ret_note into ret_code, ret_note
    from londiste.root_check_seqs(i_queue_name, 10000) f;
end;
$$ language plpgsql;
