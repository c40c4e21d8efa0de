-- Where the next WAL record will be written, as a number that only rises: the event id of a 'wal' queue.
create or replace function jlondiste.wal_position() returns int8 as $$
    select jlondiste.wal_offset()
         + ('x' || lpad(split_part(w.place, '/', 1), 8, '0'))::bit(32)::int8 * 4294967296
         + ('x' || lpad(split_part(w.place, '/', 2), 8, '0'))::bit(32)::int8
    from (select pg_catalog.pg_current_xlog_insert_location() as place) w
$$ language sql volatile;
