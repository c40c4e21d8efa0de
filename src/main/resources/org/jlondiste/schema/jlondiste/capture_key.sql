-- Which columns tell the rows of a table apart: the primary key, else the first unique index over
-- columns that are all not null, complete, checked at once. No row if there is neither.
--   i_relation: the table
create or replace function jlondiste.capture_key(
  i_relation oid,
  out key_index oid,
  out key_names text[],
  out key_operators text[])
returns setof record
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return query
  select
    i.indexrelid,
    array(
      select a.attname::text
      from generate_series(0, i.indnatts - 1) as p (n)
      join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[p.n]
      order by p.n),
    array(
      select 'operator(' || quote_ident(s.nspname::text) || '.' || o.oprname::text || ')'
      from generate_series(0, i.indnatts - 1) as p (n)
      join pg_catalog.pg_opclass c on c.oid = i.indclass[p.n]
      join pg_catalog.pg_amop m
        on m.amopfamily = c.opcfamily
        and m.amoplefttype = c.opcintype
        and m.amoprighttype = c.opcintype
        and m.amopstrategy = 3
      join pg_catalog.pg_operator o on o.oid = m.amopopr
      join pg_catalog.pg_namespace s on s.oid = o.oprnamespace
      order by p.n)
  from pg_catalog.pg_index i
  join pg_catalog.pg_class x on x.oid = i.indexrelid
  join pg_catalog.pg_am am on am.oid = x.relam
  where i.indrelid = $1
    and am.amname = 'btree'
    and i.indisunique
    and i.indisvalid
    and i.indexprs is null
    and i.indpred is null
    and not exists (
      select 1
      from generate_series(0, i.indnatts - 1) as p (n)
      join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[p.n]
      where not a.attnotnull)
  order by i.indisprimary desc, i.indnatts, i.indexrelid
  limit 1;
end;
$$;
