-- The table that statements are noted under: of tables that inherit from each other, which one
-- statement may change together, the topmost.
--   i_relation: the table
create or replace function jlondiste.capture_family(i_relation oid)
returns oid
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_topmost oid;
begin
  if not exists (select 1 from pg_catalog.pg_inherits i where i.inhrelid = i_relation) then
    return i_relation;
  end if;
  with recursive ancestors as (
    select i_relation as relation, 0 as distance
    union all
    select i.inhparent, a.distance + 1
    from ancestors a
    join pg_catalog.pg_inherits i on i.inhrelid = a.relation)
  select a.relation into v_topmost
  from ancestors a
  order by a.distance desc, a.relation
  limit 1;
  return v_topmost;
end;
$$;
