-- Does the default of a column give the same value whenever and wherever it is asked for? True if there is none.
-- False for now(), nextval() and the like, for casts from text, whose meaning may lie in settings, and for identities.
create or replace function jlondiste.default_is_constant(i_relation oid, i_number int4)
returns bool
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select not exists (
    select 1
    from pg_attrdef d
    where d.adrelid = $1 and d.adnum = $2
      and (d.adbin::text ~ '[{](SQLVALUEFUNCTION|NEXTVALUEEXPR|COERCEVIAIO|ARRAYCOERCEEXPR)'
        or exists (
          select 1
          from pg_proc p
          where p.provolatile <> 'i'
            and p.oid::text in (select (regexp_matches(d.adbin::text, ':(?:op)?funcid ([0-9]+)', 'g'))[1])))
  ) and not exists (
    select 1
    from pg_depend d
    where d.refclassid = 'pg_class'::regclass and d.refobjid = $1 and d.refobjsubid = $2
      and d.classid = 'pg_class'::regclass and d.deptype = 'i')
$$;
