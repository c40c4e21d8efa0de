-- Position and bounds of a sequence.
-- i_sequence: its name, quoted where it must be, or text that casts to regclass
-- last_value, is_called: as the sequence says: not called means that last_value itself is given out next
create or replace function jlondiste.sequence_state(
    i_sequence regclass,
    out last_value int8, out is_called bool, out increment_by int8,
    out min_value int8, out max_value int8, out is_cycled bool) as $$
begin
    execute 'select s.last_value, s.is_called, s.increment_by, s.min_value, s.max_value, s.is_cycled from '
        || i_sequence::text || ' s'
    into last_value, is_called, increment_by, min_value, max_value, is_cycled;
end;
$$ language plpgsql set search_path = pg_catalog, pg_temp;
