-- Ends the replication of a sequence on this node; on the root, in the whole set.
create or replace function londiste.local_remove_seq(
    i_queue_name text, i_seq_name text, out ret_code int4, out ret_note text) as $$
declare
    v_sequence text := londiste.make_fqname(i_seq_name);
begin
    if pgq_node.is_root_node(i_queue_name) then
        select f.ret_code, f.ret_note into ret_code, ret_note
        from londiste.global_remove_seq(i_queue_name, v_sequence) f;
        return;
    end if;
    update londiste.seq_info
    set local = false
    where queue_name = i_queue_name and seq_name = v_sequence and local;
    if found then
        select 200, 'Sequence removed: ' || v_sequence into ret_code, ret_note;
    else
        select 404, 'Sequence not found: ' || v_sequence into ret_code, ret_note;
    end if;
end;
$$ language plpgsql strict;
