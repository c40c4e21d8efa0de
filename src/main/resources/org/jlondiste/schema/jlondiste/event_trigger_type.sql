-- The ev_type of a trigger event.
-- i_format: url, sql or json
create or replace function jlondiste.event_trigger_type(
    i_format text, i_op text, i_schema text, i_table text, i_keys text[])
returns text as $$
    select case
        when $1 = 'json' then '{"op":"' || $2 || '","table":[' || jlondiste.json_string($3) || ','
            || jlondiste.json_string($4) || '],"pkey":['
            || array_to_string(array(select jlondiste.json_string(k.name) from unnest($5) as k (name)), ',') || ']}'
        when $2 = 'TRUNCATE' then 'R'
        when $1 = 'sql' then substr($2, 1, 1)
        else substr($2, 1, 1) || ':' || array_to_string($5, ',') end
$$ language sql immutable;
