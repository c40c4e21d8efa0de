-- What the columns of a table can hold by its users' types: for each such type its id and a colon, and the same
-- followed by a label of an enum, or by an attribute of a composite, its type.
create or replace function jlondiste.type_parts(i_relation oid)
returns text[]
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  with recursive used(id) as (
    select a.atttypid
    from pg_attribute a
    where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped
    union
    select unnest(
      array[t.typelem, t.typbasetype] || array(
        select a.atttypid
        from pg_attribute a
        where t.typtype = 'c' and a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped))
    from used u
    join pg_type t on t.oid = u.id
    where u.id >= 16384
  )
  select array(
    select p.part
    from (
      select u.id || ':' as part
      from used u
      where u.id >= 16384
      union all
      select u.id || ':label ' || e.oid || ' ' || e.enumlabel
      from used u
      join pg_enum e on e.enumtypid = u.id
      union all
      select u.id || ':attribute ' || a.attnum || ' ' || format_type(a.atttypid, a.atttypmod)
      from used u
      join pg_type t on t.oid = u.id and t.typtype = 'c'
      join pg_attribute a on a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped) p
    order by p.part)
$$;
