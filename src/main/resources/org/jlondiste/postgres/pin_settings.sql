-- Pins every setting that could change the text of a value, what rows are seen, or how long
-- something waits; those that the server does not have yet are left out. Operators are written
-- with their schema, because the search path is still anybody's.
select pg_catalog.set_config(wanted.name, wanted.value, false)
from (values
    -- the text of values
    ('DateStyle', 'ISO, YMD'),
    ('IntervalStyle', 'postgres'),
    ('TimeZone', 'UTC'),
    ('bytea_output', 'hex'),
    ('extra_float_digits',
        case when pg_catalog.current_setting('server_version_num')::pg_catalog.int4
                operator(pg_catalog.>=) 90000
            then '3' else '2' end),
    ('lc_monetary', 'C'),
    ('search_path', 'pg_catalog'),
    ('quote_all_identifiers', 'off'),
    -- how statements are read
    ('standard_conforming_strings', 'on'),
    ('array_nulls', 'on'),
    ('xmloption', 'content'),
    ('transform_null_equals', 'off'),
    ('client_min_messages', 'warning'),
    -- what is seen and changed
    ('row_security', 'off'),
    ('default_transaction_read_only', 'off'),
    ('default_transaction_isolation', 'read committed'),
    ('default_transaction_deferrable', 'off'),
    -- how long things wait
    ('statement_timeout', '0'),
    ('lock_timeout', '0'),
    ('idle_in_transaction_session_timeout', '0'),
    ('idle_session_timeout', '0'),
    ('transaction_timeout', '0')
) as wanted (name, value)
where exists (
    select 1 from pg_catalog.pg_settings as known where known.name operator(pg_catalog.=) wanted.name)
