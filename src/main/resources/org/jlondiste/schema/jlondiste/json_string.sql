-- A text as a JSON string.
create or replace function jlondiste.json_string(i_text text) returns text as $$
declare
    v_text text := replace(replace(i_text, E'\\', E'\\\\'), '"', E'\\"');
begin
    if v_text ~ E'[\\x01-\\x1f]' then
        v_text := replace(v_text, E'\b', E'\\b');
        v_text := replace(v_text, E'\f', E'\\f');
        v_text := replace(v_text, E'\n', E'\\n');
        v_text := replace(v_text, E'\r', E'\\r');
        v_text := replace(v_text, E'\t', E'\\t');
        for v_code in 1 .. 31 loop
            v_text := replace(v_text, chr(v_code), E'\\u' || lpad(to_hex(v_code), 4, '0'));
        end loop;
    end if;
    return '"' || v_text || '"';
end;
$$ language plpgsql immutable strict;
