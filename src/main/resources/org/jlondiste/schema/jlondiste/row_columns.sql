-- The columns of a table that its triggers write down, in order.
-- names: raw names; types: their types; texts: for each, an SQL expression over the row $1 that gives the value as the
--   type itself writes it (a cast to text would change some: t to true, trailing blanks cut)
create or replace function jlondiste.row_columns(i_table oid, out names text[], out types oid[], out texts text[]) as $$
begin
    names := array(
        select a.attname::text from pg_catalog.pg_attribute a
        where a.attrelid = i_table and a.attnum > 0 and not a.attisdropped
            and a.attnum <> all (jlondiste.generated_columns(i_table))
        order by a.attnum);
    types := array(
        select a.atttypid from pg_catalog.pg_attribute a
        where a.attrelid = i_table and a.attnum > 0 and not a.attisdropped
            and a.attnum <> all (jlondiste.generated_columns(i_table))
        order by a.attnum);
    texts := array(
        select case when jlondiste.exact_cast(i_table, a.attname::text) = ''
            then 'pg_catalog.textin(' || quote_ident(n.nspname) || '.' || quote_ident(p.proname)
                || '(($1).' || quote_ident(a.attname) || '))'
            else '(($1).' || quote_ident(a.attname) || ')' || jlondiste.exact_cast(i_table, a.attname::text) || '::text'
            end
        from pg_catalog.pg_attribute a
        join pg_catalog.pg_type t on t.oid = a.atttypid
        join pg_catalog.pg_proc p on p.oid = t.typoutput
        join pg_catalog.pg_namespace n on n.oid = p.pronamespace
        where a.attrelid = i_table and a.attnum > 0 and not a.attisdropped
            and a.attnum <> all (jlondiste.generated_columns(i_table))
        order by a.attnum);
end;
$$ language plpgsql stable;
