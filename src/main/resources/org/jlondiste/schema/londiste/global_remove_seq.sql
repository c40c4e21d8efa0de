-- Takes a sequence out of the set; the root tells all others.
create or replace function londiste.global_remove_seq(
    i_queue_name text, i_seq_name text, out ret_code int4, out ret_note text) as $$
declare
    v_sequence text := londiste.make_fqname(i_seq_name);
begin
    delete from londiste.seq_info where queue_name = i_queue_name and seq_name = v_sequence;
    if not found then
        select 400, 'Sequence not found: ' || v_sequence into ret_code, ret_note;
        return;
    end if;
    if pgq_node.is_root_node(i_queue_name) then
        perform londiste.root_notify_change(i_queue_name, 'londiste.remove-seq', v_sequence);
    end if;
    select 200, 'Sequence removed: ' || v_sequence into ret_code, ret_note;
end;
$$ language plpgsql strict;
