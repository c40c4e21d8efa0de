-- Which columns tell the rows of a table apart: the primary key, else the first unique index over
-- columns that are all not null, complete, checked at once. No row if there is neither. A key that is
-- checked late is none: of two transactions that take and leave the same key the order of the events
-- says nothing, so that rows have to be told apart by all they hold.
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
declare
  v_index record;
  v_column record;
begin
  select i.indexrelid, i.indrelid, i.indkey, i.indclass, i.indnatts::int4 as columns into v_index  --@ before 110000
  select i.indexrelid, i.indrelid, i.indkey, i.indclass, i.indnkeyatts::int4 as columns into v_index  --@ since 110000
  from pg_catalog.pg_index i
  join pg_catalog.pg_class x on x.oid = i.indexrelid
  join pg_catalog.pg_am am on am.oid = x.relam
  where i.indrelid = i_relation
    and am.amname = 'btree'
    and i.indisunique
    and i.indisvalid
    and i.indexprs is null
    and i.indpred is null
    and i.indimmediate  --@ since 90000
    and not exists (
      select 1
      from pg_catalog.pg_attribute a
      where a.attrelid = i.indrelid
        and a.attnum = any ((i.indkey::int2[])[0:i.indnatts - 1])  --@ before 110000
        and a.attnum = any ((i.indkey::int2[])[0:i.indnkeyatts - 1])  --@ since 110000
        and not a.attnotnull)
  order by i.indisprimary desc, i.indnatts, i.indexrelid  --@ before 110000
  order by i.indisprimary desc, i.indnkeyatts, i.indexrelid  --@ since 110000
  limit 1;
  if not found then
    return;
  end if;
  key_index := v_index.indexrelid;
  -- one by one, each found by the catalog's indexes
  for n in 0 .. v_index.columns - 1 loop
    select a.attname::text as name, quote_ident(s.nspname::text) || '.' || o.oprname::text as operator into v_column
    from pg_catalog.pg_attribute a
    join pg_catalog.pg_opclass c on c.oid = v_index.indclass[n]
    join pg_catalog.pg_amop m
      on m.amopfamily = c.opcfamily
      and m.amoplefttype = c.opcintype
      and m.amoprighttype = c.opcintype
      and m.amopstrategy = 3
    join pg_catalog.pg_operator o on o.oid = m.amopopr
    join pg_catalog.pg_namespace s on s.oid = o.oprnamespace
    where a.attrelid = v_index.indrelid and a.attnum = v_index.indkey[n];
    key_names := key_names || v_column.name;
    key_operators := key_operators || ('operator(' || v_column.operator || ')');
  end loop;
  return next;
end;
$$;
