-- Whether one statement may change rows of a table in several steps through foreign keys: because
-- several of them act on it, or because what they do comes back to the table.
--   i_relation: the table
create or replace function jlondiste.capture_entangled(i_relation oid)
returns bool
language sql stable
as $$
  with recursive acting as (
    select c.conrelid, c.confrelid
    from pg_catalog.pg_constraint c
    where c.contype = 'f'
      and (c.confupdtype in ('c', 'n', 'd') or c.confdeltype in ('c', 'n', 'd'))
  ),
  reached as (
    select a.conrelid as relation from acting a where a.confrelid = $1
    union
    select a.conrelid from reached r join acting a on a.confrelid = r.relation
  )
  select exists (select 1 from reached r where r.relation = $1)
    or (select count(*) > 1 from acting a where a.conrelid = $1)
$$;
