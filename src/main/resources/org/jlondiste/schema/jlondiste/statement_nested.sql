-- Tells whether the rows that row triggers see may have been changed by others on the same table
-- behind the statement's back.
--   i_table: queue and table, as 'id.oid'
--   i_open: the list of open statements
create or replace function jlondiste.statement_nested(i_table text, i_open text)
returns bool
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
  select coalesce(
    max(s.mark) = 1 or count(distinct s.level) > 1,
    false)
  from (
    select
      case when e.entry like '%!' then 1 else 0 end as mark,
      rtrim(split_part(e.entry, '.', 3), '!') as level
    from (select unnest(string_to_array(ltrim($2), ' ')) as entry) as e
    where split_part(e.entry, ':', 1) = $1) as s
$$;
