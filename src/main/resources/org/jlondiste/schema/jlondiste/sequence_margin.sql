-- A position so many steps ahead of a sequence, in its own direction and inside its bounds.
-- i_sequence: a sequence; i_steps: how many values ahead
-- ahead: that value; distance: how many values lie between the sequence and i_published, negative if it has passed it
create or replace function jlondiste.sequence_margin(
    i_sequence regclass, i_steps int8, i_published int8,
    out ahead int8, out distance numeric) as $$
declare
    v_state record;
    v_used  numeric;
begin
    select s.* into v_state from jlondiste.sequence_state(i_sequence) s;
    v_used := v_state.last_value;
    if not v_state.is_called then
        v_used := v_used - v_state.increment_by;
    end if;
    ahead := greatest(v_state.min_value::numeric,
        least(v_state.max_value::numeric, v_used + i_steps::numeric * v_state.increment_by))::int8;
    distance := trunc((i_published::numeric - v_used) / v_state.increment_by);
end;
$$ language plpgsql;
