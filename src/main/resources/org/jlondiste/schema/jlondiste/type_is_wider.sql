-- Does a type hold every value of another one, and does whoever changes a column from that one to this leave the values
-- alone? True for text that may become longer and for numbers that may become greater.
--   i_former, i_now: as format_type writes them
create or replace function jlondiste.type_is_wider(i_former text, i_now text)
returns bool
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
  select case
    when $1 ~ '^character varying' and $2 in ('text', 'character varying') then true
    when $1 ~ '^character varying[(][0-9]+[)]$' and $2 ~ '^character varying[(][0-9]+[)]$'
      then substring($2 from '[0-9]+')::int4 >= substring($1 from '[0-9]+')::int4
    when $1 ~ '^numeric[(][0-9]+,[0-9]+[)]$' and $2 ~ '^numeric[(][0-9]+,[0-9]+[)]$'
      then substring($2 from '[0-9]+')::int4 >= substring($1 from '[0-9]+')::int4
        and substring($2 from ',[0-9]+') = substring($1 from ',[0-9]+')
    else ($1 = 'smallint' and $2 in ('integer', 'bigint')) or ($1 = 'integer' and $2 = 'bigint')
  end
$$;
