-- For each column of a table its number and the transaction that last changed what the catalog says of it, with a colon
-- between them, in the order of the numbers.
--   i_relation: the table
create or replace function jlondiste.column_marks(i_relation oid)
returns text[]
language sql stable
as $$
  select array(
    select a.attnum::text || ':' || a.xmin::text
    from pg_catalog.pg_attribute a
    where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped
    order by a.attnum)
$$;
