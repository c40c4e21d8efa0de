-- Commands for the body of a row trigger function that tell a row that was changed again since the
-- statement left it. Servers before 9.2 cannot note what is under way, and not all that changes a row
-- twice shows in the catalog. Nor is known whether a row of the same statement has told already what is under a key by
-- then (where all numbers move by one, for instance), so that a new key is always told as what is under it now. If the
-- table was renamed, the triggers alone are asked.
--   i_relation: the table
--   i_keys, i_operators: its key
create or replace function jlondiste.capture_row_recheck(i_relation oid, i_keys text[], i_operators text[])
returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select coalesce('
  v_nested := v_nested or v_changed;
  if not v_nested and v_same_shape and ' || $1 || '::regclass::text = ' || quote_literal($1::regclass::text) || ' then
    if tg_op = ''DELETE'' then
      v_image := (' || replace(r.query, 'ROW', 'old') || ');
      v_nested := v_image is not null;
    else
      v_image := (' || replace(r.query, 'ROW', 'new') || ');
      v_nested := v_image is distinct from ' || jlondiste.capture_image($1, 'new') || ';
    end if;
  end if;
', '')
  from (
    select 'select ' || jlondiste.capture_image($1, '"jlondiste row"') || ' from only ' || $1::regclass || ' as "jlondiste row" where '
      || array_to_string(array(
        select '"jlondiste row".' || quote_ident($2[i]) || ' ' || $3[i] || ' ROW.' || quote_ident($2[i])
        from generate_series(1, array_upper($2, 1)) as i
        order by i), ' and ') || ' and ' || jlondiste.capture_is_current() as query
    where $2 is not null) as r
$$;
