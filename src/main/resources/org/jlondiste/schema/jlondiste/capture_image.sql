-- Does a table have columns of float4? Before 9.0 these are written with 8 digits at most, which is not enough.
create or replace function jlondiste.has_short_floats(i_relation oid)
returns bool
language sql stable
as $$
  select exists (
    select 1 from pg_catalog.pg_attribute a
    where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped
      and jlondiste.base_type(a.atttypid) in (700, 1021))
$$;

-- What a column is cast to before it is made a text, so that the text tells all of its bits.
--   i_relation: its table
--   i_column: its name
create or replace function jlondiste.exact_cast(i_relation oid, i_column text)
returns text
language sql stable
as $$
  select coalesce((
    select case jlondiste.base_type(a.atttypid)
      when 700 then '::pg_catalog.float8'
      when 1021 then '::pg_catalog.float8[]'
      else '' end
    from pg_catalog.pg_attribute a
    where a.attrelid = $1 and a.attname = $2 and a.attnum > 0 and not a.attisdropped), '')
$$;

-- An expression for the text of a row in which every float4 is written as float8, exactly.
--   i_relation: its table
--   i_row: the row
create or replace function jlondiste.exact_image(i_relation oid, i_row text)
returns text
language sql stable
as $$
  select 'row(' || array_to_string(array(
      select $2 || '.' || quote_ident(a.attname) || jlondiste.exact_cast($1, a.attname::text)
      from pg_catalog.pg_attribute a
      where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped
      order by a.attnum), ', ') || ')::text'
$$;

-- An expression for the text of a whole row.
--   i_relation: its table
--   i_row: the row, as new or old, or "jlondiste row" of a query
create or replace function jlondiste.capture_image(i_relation oid, i_row text)
returns text
language sql stable
as $$
  select case
    when not jlondiste.has_short_floats($1) then case when $2 in ('new', 'old') then $2 else '(' || $2 || '.*)' end || '::text'
    when $2 in ('new', 'old') then 'v_' || $2 || '_image'
    else jlondiste.exact_image($1, $2)
  end
$$;

-- Commands for the body of a row trigger function that make the images of the new and the old row.
--   i_relation: the table
create or replace function jlondiste.capture_images(i_relation oid)
returns text
language sql stable
as $$
  select case when jlondiste.has_short_floats($1) then '
  if tg_op <> ''DELETE'' then
    execute ''select '' || jlondiste.exact_image(tg_relid, ''($1)'') into v_new_image using new;
  end if;
  if tg_op <> ''INSERT'' then
    execute ''select '' || jlondiste.exact_image(tg_relid, ''($1)'') into v_old_image using old;
  end if;'
    else '' end
$$;
