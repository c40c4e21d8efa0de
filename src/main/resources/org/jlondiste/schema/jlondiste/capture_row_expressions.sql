-- Expressions over a row of which only the key's columns are known; $1 is the row, and $2 the row
-- as it was before. Trigger functions ask for them by a query of its own: of a mere expression early
-- releases of 8.4 go on using what a cancelled statement left half done.

-- A command that tells whether an update changed the key.
create or replace function jlondiste.capture_row_key_changed(i_relation oid, i_keys text[])
returns text
language sql immutable
as $$
  select 'select ' || array_to_string(array(
    select '($1).' || quote_ident($2[i]) || jlondiste.exact_cast($1, $2[i]) || '::text <> ($2).'
      || quote_ident($2[i]) || jlondiste.exact_cast($1, $2[i]) || '::text'
    from generate_series(1, array_upper($2, 1)) as i
    order by i), ' or ')
$$;

-- A command that answers the literal of the key alone.
create or replace function jlondiste.capture_row_key(i_relation oid, i_keys text[])
returns text
language sql immutable
as $$
  select 'select row(' || array_to_string(array(
    select '($1).' || quote_ident($2[i]) || jlondiste.exact_cast($1, $2[i])
    from generate_series(1, array_upper($2, 1)) as i
    order by i), ', ') || ')::text'
$$;

-- A command that answers the literal of the row that has the key now; null if there is none.
create or replace function jlondiste.capture_current_row(i_relation oid, i_keys text[], i_operators text[])
returns text
language sql stable
as $$
  select 'select ' || jlondiste.capture_image($1, '"jlondiste row"') || ' from '
    || case when c.relkind = 'r' then 'only ' else '' end
    || quote_ident(n.nspname) || '.' || quote_ident(c.relname)
    || ' as "jlondiste row" where ' || array_to_string(array(
      select '"jlondiste row".' || quote_ident($2[i]) || ' ' || $3[i] || ' ($1).' || quote_ident($2[i])
      from generate_series(1, array_upper($2, 1)) as i
      order by i), ' and ') || ' and ' || jlondiste.capture_is_current()
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.oid = $1
$$;
