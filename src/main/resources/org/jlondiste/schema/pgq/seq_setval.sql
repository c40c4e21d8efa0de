-- Moves a sequence to a value if that is further on in the sequence's own direction; returns where it then stands.
-- i_seq_name: raw schema.name
-- i_new_value: the last value that was given out elsewhere; values past the sequence's own bounds mean the bound
create or replace function pgq.seq_setval(i_seq_name text, i_new_value int8) returns int8 as $$
declare
    v_sequence regclass := pgq.quote_fqname(i_seq_name)::regclass;
    v_state    record;
    v_value    int8;
begin
    select s.* into v_state from jlondiste.sequence_state(v_sequence) s;
    v_value := greatest(v_state.min_value, least(v_state.max_value, i_new_value));
    if v_value = v_state.last_value and not v_state.is_called
        or v_value > v_state.last_value and v_state.increment_by > 0
        or v_value < v_state.last_value and v_state.increment_by < 0
    then
        return setval(v_sequence, v_value);
    end if;
    return v_state.last_value;
end;
$$ language plpgsql strict;
