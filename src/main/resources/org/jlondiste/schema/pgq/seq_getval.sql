-- The last_value of a sequence named by raw schema.name.
create or replace function pgq.seq_getval(i_seq_name text) returns int8 as $$
declare
    v_value int8;
begin
    execute 'select s.last_value from ' || pgq.quote_fqname(i_seq_name) || ' s' into v_value;
    return v_value;
end;
$$ language plpgsql strict;
