-- How changes of a table are captured: 'statement' (statement triggers that see all changed rows)
-- or 'row' (row triggers). Servers before 10 know only row triggers.
--   i_relation: the table
create or replace function jlondiste.capture_kind(i_relation oid)
returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select 'row'::text
$$;
