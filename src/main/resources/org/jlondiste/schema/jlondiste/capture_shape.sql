-- What a trigger function takes for granted of its table, in short.
--   i_relation: the table
create or replace function jlondiste.capture_shape(i_relation oid)
returns text
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  return md5(array_to_string(array[
    array_to_string(array(
      select quote_ident(a.attname) || ' ' || a.atttypid
      from pg_attribute a
      where a.attrelid = i_relation and a.attnum > 0 and not a.attisdropped
      order by a.attnum), ','),
    jlondiste.capture_row_text(i_relation),
    (select k.key_index || ' ' || k.key_names::text || k.key_operators::text from jlondiste.capture_key(i_relation) k),
    exists (select 1 from pg_inherits i where i.inhparent = i_relation)::text
  ], E'\n'));
end;
$$;

-- Whether a table is what its trigger function takes it for. This is no immutable truth, but declared as one, so that
-- it is found out when a statement is planned and then stands in the plan. A statement that reads the table's changed
-- rows is planned anew whenever the table has been altered in any way, before the next row is written.
--   i_relation: the table
--   i_shape: what it was
create or replace function jlondiste.capture_fits(i_relation oid, i_shape text)
returns bool
language plpgsql immutable
as $$
begin
  return jlondiste.capture_shape(i_relation) operator(pg_catalog.=) i_shape;
end;
$$;
