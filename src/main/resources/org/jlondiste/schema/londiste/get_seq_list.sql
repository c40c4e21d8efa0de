-- The sequences of the set.
create or replace function londiste.get_seq_list(
    i_queue_name text, out seq_name text, out last_value int8, out local bool)
returns setof record as $$
begin
    for seq_name, last_value, local in
        select s.seq_name, s.last_value, s.local
        from londiste.seq_info s
        where s.queue_name = i_queue_name
        order by s.nr, s.seq_name
    loop
        return next;
    end loop;
end;
$$ language plpgsql strict;
