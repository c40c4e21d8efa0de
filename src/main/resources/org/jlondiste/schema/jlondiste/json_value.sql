-- A column's text as JSON: whole numbers and truth values bare, dates in ISO 8601, everything else as a string.
create or replace function jlondiste.json_value(i_type oid, i_text text) returns text as $$
begin
    if i_text is null then
        return 'null';
    elsif i_type in ('int2'::regtype, 'int4'::regtype, 'int8'::regtype) then
        return i_text;
    elsif i_type = 'bool'::regtype then
        return case i_text when 't' then 'true' else 'false' end;
    elsif i_type = 'timestamp'::regtype then
        return '"' || regexp_replace(i_text, ' ', 'T') || '"';
    elsif i_type = 'timestamptz'::regtype then
        return '"' || regexp_replace(regexp_replace(i_text, ' ', 'T'), '([+-][0-9][0-9])( BC)?$', E'\\1:00\\2') || '"';
    end if;
    return jlondiste.json_string(i_text);
end;
$$ language plpgsql immutable set search_path = pg_catalog, pg_temp;
