-- A text for use in a URL: all but letters, digits and _.- as %xx of its bytes, blanks as plus signs.
create or replace function jlondiste.urlencode(i_text text) returns text as $$
    select case when $1 ~ '^[0-9A-Za-z_.-]*$' then $1 else array_to_string(array(
        select case
            when r.run[1] ~ '^[0-9A-Za-z_.-]' then r.run[1]
            when r.run[1] ~ '^ ' then replace(r.run[1], ' ', '+')
            else regexp_replace(encode(convert_to(r.run[1], getdatabaseencoding()), 'hex'), '(..)', E'%\\1', 'g') end
        from regexp_matches($1, '[0-9A-Za-z_.-]+| +|[^0-9A-Za-z_. -]+', 'g') as r (run)
    ), '') end
$$ language sql immutable strict;
