-- An expression for the text of a row that a trigger sees as "jlondiste row". Triggers do not see the
-- values of virtual columns; so these are computed.
--   i_relation: its table
create or replace function jlondiste.capture_row_text(i_relation oid)
returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
  select case
    when bool_or(a.attgenerated = 'v') then
      'row(' || string_agg(
        case
          when a.attgenerated = 'v' then '(' || pg_get_expr(d.adbin, d.adrelid) || ')'
          else '"jlondiste row".' || quote_ident(a.attname)
        end,
        ', ' order by a.attnum) || ')::text'
    else '("jlondiste row".*)::pg_catalog.text'
  end
  from pg_attribute a
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped
$$;
