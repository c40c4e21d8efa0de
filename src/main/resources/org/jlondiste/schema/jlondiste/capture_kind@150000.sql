-- How changes of a table are captured: 'statement' (statement triggers that see all changed rows)
-- or 'row' (row triggers). A statement on a parent table does not fire the statement triggers of
-- its children, and shows it their rows; so whatever has parents or children needs row triggers.
-- So does a table that a foreign key's action may change because of a change of its own rows:
-- where MERGE sets off such an action, its statement triggers see the action's rows alone.
--   i_relation: the table
create or replace function jlondiste.capture_kind(i_relation oid)
returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  if not exists (select 1 from pg_class c where c.oid = i_relation) then
    return null;
  end if;
  if not exists (select 1 from pg_class c where c.oid = i_relation and c.relkind = 'r')
    or exists (select 1 from pg_inherits i where i.inhparent = i_relation)
    or exists (select 1 from pg_inherits i where i.inhrelid = i_relation)
  then
    return 'row';
  end if;
  if exists (
      select 1
      from pg_constraint f
      where f.conrelid = i_relation and f.contype = 'f'
        and (f.confdeltype in ('c', 'n', 'd') or f.confupdtype in ('c', 'n', 'd')))
    and exists (
      with recursive acting as (
        select f.confrelid as relation
        from pg_constraint f
        where f.conrelid = i_relation and f.contype = 'f'
          and (f.confdeltype in ('c', 'n', 'd') or f.confupdtype in ('c', 'n', 'd'))
        union
        select f.confrelid
        from acting a
        join pg_constraint f on f.conrelid = a.relation
        where f.contype = 'f' and (f.confdeltype in ('c', 'n', 'd') or f.confupdtype in ('c', 'n', 'd')))
      select 1 from acting a where a.relation = i_relation)
  then
    return 'row';
  end if;
  return 'statement';
end;
$$;
