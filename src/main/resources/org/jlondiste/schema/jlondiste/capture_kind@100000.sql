-- How changes of a table are captured: 'statement' (statement triggers that see all changed rows)
-- or 'row' (row triggers). A statement on a parent table does not fire the statement triggers of
-- its children, and shows it their rows; so whatever has parents or children needs row triggers.
--   i_relation: the table
create or replace function jlondiste.capture_kind(i_relation oid)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select case
      when c.relkind <> 'r' then 'row'
      when exists (select 1 from pg_inherits i where i.inhparent = $1 or i.inhrelid = $1) then 'row'
      else 'statement'
    end
    from pg_class c
    where c.oid = $1);
end;
$$;
