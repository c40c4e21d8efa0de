-- The tables that one statement may change together: a table and all that inherit from it.
--   i_topmost: see jlondiste.capture_family
create or replace function jlondiste.capture_relatives(i_topmost oid)
returns oid[]
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if not exists (select 1 from pg_inherits i where i.inhparent = i_topmost) then
    return array[i_topmost];
  end if;
  return array(
    with recursive relatives as (
      select i_topmost as relation
      union
      select i.inhrelid
      from relatives r
      join pg_inherits i on i.inhparent = r.relation)
    select r.relation from relatives r);
end;
$$;
