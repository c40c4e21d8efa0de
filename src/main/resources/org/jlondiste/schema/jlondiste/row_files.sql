-- The files in which the rows of a table are, each as the number of the table or partition and that of its file, with a
-- colon between them. A file is another one when all rows were written anew.
--   i_relation: the table
create or replace function jlondiste.row_files(i_relation oid)
returns text[]
language sql stable
as $$
  select case
    when (select c.relkind from pg_catalog.pg_class c where c.oid = $1) = 'r'
      then array(select c.oid::text || ':' || c.relfilenode::text from pg_catalog.pg_class c where c.oid = $1)
    else array(
      select c.oid::text || ':' || c.relfilenode::text
      from jlondiste.capture_relations($1) r
      join pg_catalog.pg_class c on c.oid = r.relation
      where r.has_rows
      order by c.oid)
  end
$$;
