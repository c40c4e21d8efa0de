-- The list of open statements with one more.
--   i_open: the list
--   i_statement: table and operation
--   i_level: how deep in the call stack it is; what is deeper in the list never ended
create or replace function jlondiste.statement_opened(i_open text, i_statement text, i_level int4)
returns text
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
  select coalesce(string_agg(' ' || e.entry, '' order by e.place), '')
    || case when bool_or(rtrim(e.entry, '!') = $2 || '.' || $3) then '' else ' ' || $2 || '.' || $3 end
  from (
    select row_number() over () as place, u.entry
    from unnest(string_to_array(ltrim($1), ' ')) as u (entry)) as e
  where rtrim(split_part(e.entry, '.', 3), '!')::int4 <= $3
$$;
