-- The tables that carry the triggers of a captured table: itself, then its partitions.
--   i_relation: the table
--   has_rows: whether rows can be in it
create or replace function jlondiste.capture_relations(
  i_relation oid, out relation oid, out has_rows bool)
returns setof record
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
  with recursive tree as (
    select c.oid, c.relkind, 0 as depth
    from pg_class c
    where c.oid = $1
    union all
    select c.oid, c.relkind, t.depth + 1
    from tree t
    join pg_inherits i on i.inhparent = t.oid
    join pg_class c on c.oid = i.inhrelid
    where t.relkind = 'p' and c.relkind in ('r', 'p'))
  select t.oid, t.relkind = 'r'
  from tree t
  order by t.depth, t.oid;
end;
$$;
