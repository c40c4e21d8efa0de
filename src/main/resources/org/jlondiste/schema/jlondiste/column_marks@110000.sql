-- For each column of a table its number and the transaction that last changed what the catalog says of it, with a colon
-- between them, in the order of the numbers; and, after a second colon, the number of its default, or nothing, where the
-- column came with one that is not written into the older rows: whatever writes the rows anew puts it into them, and
-- changes the catalog.
--   i_relation: the table
create or replace function jlondiste.column_marks(i_relation oid)
returns text[]
language sql stable
as $$
  select array(
    select a.attnum::text || ':' || a.xmin::text
      || case when a.atthasmissing then ':' || coalesce(d.oid::text, '') else '' end
    from pg_catalog.pg_attribute a
    left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = $1 and a.attnum > 0 and not a.attisdropped
    order by a.attnum)
$$;
