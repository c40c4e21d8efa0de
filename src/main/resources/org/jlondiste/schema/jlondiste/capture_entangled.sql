-- Whether one statement may change rows of a table in several steps through foreign keys: because
-- several of them act on it, or because what they do comes back to the table.
--   i_relation: the table
create or replace function jlondiste.capture_entangled(i_relation oid)
returns bool
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_direct int8 := (
    select count(*)
    from pg_catalog.pg_constraint c
    where c.conrelid = i_relation and c.contype = 'f'
      and (c.confupdtype in ('c', 'n', 'd') or c.confdeltype in ('c', 'n', 'd')));
begin
  if v_direct <> 1 then
    return v_direct > 1;
  end if;
  -- from the table to those it refers to, which is what the catalog has an index for
  return exists (
    with recursive acting as (
      select c.confrelid as relation
      from pg_catalog.pg_constraint c
      where c.conrelid = i_relation and c.contype = 'f'
        and (c.confupdtype in ('c', 'n', 'd') or c.confdeltype in ('c', 'n', 'd'))
      union
      select c.confrelid
      from acting a
      join pg_catalog.pg_constraint c on c.conrelid = a.relation
      where c.contype = 'f'
        and (c.confupdtype in ('c', 'n', 'd') or c.confdeltype in ('c', 'n', 'd'))
    )
    select 1 from acting a where a.relation = i_relation);
end;
$$;
