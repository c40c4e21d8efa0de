-- The last number drawn from a queue's event sequence; 0 before the first one.
create or replace function jlondiste.event_sequence_value(i_sequence text) returns int8 as $$
declare
    v_value int8;
begin
    execute 'select case when s.is_called then s.last_value else 0 end from ' || pgq.quote_fqname(i_sequence) || ' s'
    into v_value;
    return v_value;
end;
$$ language plpgsql;
