-- Where the next WAL record will be written, as a number that only rises: the event id of a 'wal' queue.
create or replace function jlondiste.wal_position() returns int8 as $$
    select jlondiste.wal_offset()
         + pg_catalog.pg_xlog_location_diff(pg_catalog.pg_current_xlog_insert_location(), '0/0')::int8
$$ language sql volatile;
