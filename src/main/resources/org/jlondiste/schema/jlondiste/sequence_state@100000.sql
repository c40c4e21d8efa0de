-- Position and bounds of a sequence.
-- i_sequence: its name, quoted where it must be, or text that casts to regclass
-- last_value, is_called: as the sequence says: not called means that last_value itself is given out next
create or replace function jlondiste.sequence_state(
    i_sequence regclass,
    out last_value int8, out is_called bool, out increment_by int8,
    out min_value int8, out max_value int8, out is_cycled bool) as $$
begin
    execute 'select s.last_value, s.is_called, p.seqincrement, p.seqmin, p.seqmax, p.seqcycle from '
        || i_sequence::text || ' s, pg_catalog.pg_sequence p where p.seqrelid = $1'
    into last_value, is_called, increment_by, min_value, max_value, is_cycled
    using i_sequence;
end;
$$ language plpgsql set search_path = pg_catalog, pg_temp;
