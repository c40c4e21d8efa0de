-- Where the next WAL record will be written, as a number that only rises: the event id of a 'wal' queue. It becomes part
-- of statements that run under the application's search_path.
create or replace function jlondiste.wal_position() returns int8 as $$
    select jlondiste.wal_offset() operator(pg_catalog.+)
        (pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), '0/0'::pg_catalog.pg_lsn)::pg_catalog.int8)
$$ language sql volatile;
