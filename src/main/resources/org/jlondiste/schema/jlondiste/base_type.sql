-- What a domain is a domain over, at the bottom; other types are what they are.
create or replace function jlondiste.base_type(i_type oid)
returns oid
language sql stable
as $$
  with recursive typed as (
    select t.oid as type, t.typbasetype as base from pg_catalog.pg_type t where t.oid = $1
    union all
    select t.oid, t.typbasetype from typed d join pg_catalog.pg_type t on t.oid = d.base
  )
  select d.type from typed d where d.base = 0
$$;
