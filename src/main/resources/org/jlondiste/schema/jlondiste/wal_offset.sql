-- Makes sure that jlondiste.wal_offset() is at least so much, and returns what it is. The offset is what is added to
-- the WAL position in event ids, for databases whose queues hold ids from a server that was further on. It is kept as
-- a function of a constant, which costs the writers of events nothing.
create or replace function jlondiste.raise_wal_offset(i_offset int8) returns int8 as $$
declare
    v_offset int8;
begin
    if jlondiste.function_exists('jlondiste', 'wal_offset', 0) then
        execute 'select jlondiste.wal_offset()' into v_offset;
        if v_offset >= i_offset then
            return v_offset;
        end if;
    end if;
    execute 'create or replace function jlondiste.wal_offset() returns int8 as '
        || quote_literal('select ' || i_offset::text || '::pg_catalog.int8') || ' language sql immutable';
    return i_offset;
end;
$$ language plpgsql;

select jlondiste.raise_wal_offset(0);
